"""Flash messages as Flask's documentation has them: nothing here is about keeping promises."""

from flask import Flask, flash, redirect, render_template_string, request, session
from flask.typing import ResponseReturnValue

PAGE = """
<!doctype html>
<title>{{ request.path }}</title>
{% with messages = get_flashed_messages(with_categories=true) %}
  {% for category, message in messages %}
    <p class="flash {{ category }}">{{ message }}</p>
  {% endfor %}
{% endwith %}
<h1>{{ request.path }}</h1>
{% if session.name %}<p>Signed in as {{ session.name }}</p>{% endif %}
{% if request.path == "/broken" %}{{ 1 // 0 }}{% endif %}
"""


def create_app() -> Flask:
    app = Flask(__name__)
    app.secret_key = "opens nothing"

    @app.post("/flash")
    def record() -> ResponseReturnValue:
        texts = request.form.getlist("text")
        for category, text in zip(request.form.getlist("category"), texts, strict=True):
            flash(text, category)
        return redirect(request.form["to"], 303)

    @app.post("/sign-in")
    def sign_in() -> ResponseReturnValue:
        session["name"] = "Ada"
        return redirect("/", 303)

    @app.post("/sign-out")
    def sign_out() -> ResponseReturnValue:
        session.pop("name", None)
        return redirect("/", 303)

    @app.get("/moved")
    def move() -> ResponseReturnValue:
        return redirect("/elsewhere", 303)

    @app.get("/")
    @app.get("/elsewhere")
    @app.get("/broken")
    def show() -> ResponseReturnValue:
        return render_template_string(PAGE)

    @app.errorhandler(404)
    def apologize(_error: Exception) -> ResponseReturnValue:
        return render_template_string(PAGE), 404

    return app
