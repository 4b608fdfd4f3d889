"""What `flask --app app` can do besides Flask's own: fill the demo, make an admin, purge."""

import click
from flask import Flask
from flask.cli import with_appcontext
from werkzeug.datastructures import MultiDict

from app.data import demo, demo_courses, emails
from app.users import deletions, records
from app.users.forms import UserForm


def init_app(app: Flask) -> None:
    app.cli.add_command(seed)
    app.cli.add_command(create_admin)
    app.cli.add_command(purge)


@click.command
@with_appcontext
def seed() -> None:
    """Add 30 people to look at, two of whom can sign in, and six courses."""
    if not demo.is_open():
        raise click.ClickException(
            "The demo is for development only. Set ENVIRONMENT=development to have them."
        )
    deletions.purge()  # or who was deleted long ago would count as there
    for kind, added in (("users", demo.seed()), ("courses", demo_courses.seed())):
        there_already = f"The demo {kind} are there already."
        click.echo(f"{added} demo {kind} were added." if added else there_already)


@click.command
@click.option("--name", prompt=True)
@click.option("--email", prompt=True)
@click.password_option()
@with_appcontext
def create_admin(name: str, email: str, password: str) -> None:
    """Make an admin, of a new user or of the one who has this email.

    Somebody else may have signed up with the address before: whoever has it gets the name
    and password given here, and every session they had open ends.
    """
    form = UserForm(MultiDict({"name": name, "email": email, "password": password}))
    if not form.validate():
        lines = [f"{field.label.text}: {field.errors[0]}" for field in form if field.errors]
        if form.email.errors and emails.is_one(email, inner=True):
            lines.append("To take such addresses, here and on the pages, set INNER_EMAILS=1.")
        raise click.ClickException("\n".join(lines))
    user = records.make_admin(**form.data)
    click.echo(f"{user.name} <{user.email}> is an admin now.")


@click.command
@with_appcontext
def purge() -> None:
    """Forget deleted users for good, once their deletion can't be undone any more.

    The app does so by itself now and then, while it is being used.
    """
    count = deletions.purge()
    click.echo(f"{count} deleted user{'s' * (count != 1)} can’t come back any more.")
