"""Pages sent compressed; the secret in them is masked in `tokens.py`."""

from flask import Flask
from flask_compress import Compress

SMALLEST = 500  # bytes; below it, compression saves nothing


def init_app(app: Flask) -> None:
    app.config["COMPRESS_MIMETYPES"] = ["text/html"]
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_MIN_SIZE"] = SMALLEST
    Compress(app)
