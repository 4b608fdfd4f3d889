"""A stranger's app, of a few lines, that has installed the extension; says what it saw."""

import json
import sys
from importlib.metadata import distributions
from importlib.resources import files

from flask import Flask, flash, get_flashed_messages, redirect, render_template_string
from flask_flash_once import FlashOnce
from werkzeug.wrappers import Response

app = Flask(__name__)
app.secret_key = "a stranger's"
FlashOnce(app)


@app.post("/users")
def create() -> Response:
    flash("Ada was created.", "success")
    return redirect("/users", 303)


@app.get("/<page>")
def show(page: str) -> str:
    return json.dumps([page, *get_flashed_messages()])


@app.get("/")
def home() -> str:
    return render_template_string("{{ flash_once_script() }}")


browser = app.test_client()
browser.post("/users")
tag = browser.get("/").text
sys.stdout.write(
    json.dumps(
        {
            "pages": [browser.get(f"/{page}").text for page in ("other", "users", "users")],
            "missing": browser.get("/a/b").status_code,
            "script": browser.get(tag.split('"')[1]).status_code,
            "typed": files("flask_flash_once").joinpath("py.typed").is_file(),
            "installed": sorted(each.name.lower() for each in distributions()),
        }
    )
)
