"""Users leaving: one or many at once, after a question; and coming back by Undo."""

import math
import time

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user, login_required
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from app.extensions import db
from app.users import deletions, directory, refusals, users
from app.web import place, rights
from app.web.wording import offer, tell

MOST = 500  # in one go: a page has twenty
BETWEEN_PURGES = 600  # seconds, in each process
WHY_NOT = {
    deletions.TooLateError: (410, _l("It’s too late to undo that: the 10 minutes are over.")),
    deletions.NotTheirsError: (403, _l("Only the one who deleted them can undo that.")),
    deletions.NotAllowedError: (403, _l("Only an admin can undo that.")),
}


@users.before_app_request
def _purge_now_and_then() -> None:
    """Forget whom nobody can bring back, even where nobody is deleted any more."""
    now, last = time.monotonic(), current_app.extensions.get("purged", -math.inf)
    if now - last >= BETWEEN_PURGES:
        current_app.extensions["purged"] = now
        try:
            deletions.purge()
        except SQLAlchemyError:  # it can wait, and whoever asks for a page needn't know
            db.session.rollback()
            current_app.logger.warning("Deleted users weren't purged", exc_info=True)


@users.get("/<id:id>/delete")
@login_required
def confirm(id: int) -> ResponseReturnValue:
    user = directory.get_or_abort(id)
    return refusals.to_delete(id) or render_template("users/confirm.html", people=[user], ids=[id])


@users.post("/<id:id>/delete")
@login_required
def remove(id: int) -> ResponseReturnValue:
    return refusals.to_delete(id) or _remove([id])


@users.get("/delete")
@login_required
def confirm_many() -> ResponseReturnValue:
    """Ask about the ticked ones, by name; who is gone already is told of afterwards."""
    ids = _ticked(request.args.getlist("user"))
    if refusal := _refuse(ids):
        return refusal
    others = [one for one in ids if one != current_user.id]
    people = directory.get_all(others)
    if not people:  # there is nothing to ask
        return _tell(ids, others, gone=len(others))
    skipping = len(others) < len(ids)
    return render_template("users/confirm.html", people=people, ids=ids, skipping=skipping)


@users.post("/delete")
@login_required
def remove_many() -> ResponseReturnValue:
    ids = _ticked(request.form.getlist("user"))
    return _refuse(ids) or _remove(ids)


def _ticked(values: list[str]) -> list[int]:
    """Read ids, each once; what is none is left out."""
    ids = (value for value in values if value.isdecimal() and value.isascii())
    return list(dict.fromkeys(int(value[:20]) for value in ids))


def _refuse(ids: list[int]) -> Response | None:
    if refusal := refusals.to_do(_("Only an admin can delete users.")):
        return refusal
    if not ids:
        text = _("Tick whom to delete first.")
        return rights.refuse(text, place.list_url(), "warning", code=400)
    if len(ids) > MOST:
        text = _("Nobody was deleted: %(most)s at once is the most.", most=MOST)
        return rights.refuse(text, place.list_url(), code=400)
    return None


def _remove(ids: list[int]) -> Response:
    others = [one for one in ids if one != current_user.id]
    try:
        deletion, names = deletions.remove(others, by=current_user.id)
    except deletions.NotAllowedError:  # no admin any more since the request began
        return rights.refuse(_("Only an admin can delete users."), place.list_url())
    if names:
        many = ngettext("%(num)s user was deleted.", "%(num)s users were deleted.", len(names))
        text = tell(_("%(name)s was deleted."), name=names[0]) if len(names) == 1 else many
        offer(text, _("Undo"), url_for(".restore", deletion=deletion))
    return _tell(ids, others, gone=len(others) - len(names))


def _tell(ids: list[int], others: list[int], gone: int) -> Response:
    """Say of those who weren't deleted why not."""
    if gone and len(ids) == 1:
        return rights.refuse(_("This user is already gone."), place.list_url(), code=404)
    if len(others) < len(ids):
        flash(_("1 was skipped: it’s you."), "warning")
    if gone:
        flash(ngettext("%(num)s was already gone.", "%(num)s were already gone.", gone), "error")
    return redirect(place.list_url(), 303)


@users.get("/deletions/<id:deletion>")
@login_required
def deleted(deletion: int) -> ResponseReturnValue:
    """Offer to undo it once more: to who had to sign in first, say."""
    try:
        deletions.find(deletion, by=current_user.id)
    except deletions.RefusedError as error:
        return _refuse_to_undo(error)
    people = deletions.deleted(deletion)
    if not people:
        flash(_("There is nothing to undo: they are back already."), "warning")
        return redirect(place.list_url())
    return render_template("users/deleted.html", people=people, deletion=deletion)


def _refuse_to_undo(error: deletions.RefusedError) -> Response:
    code, text = WHY_NOT[type(error)]
    return rights.refuse(str(text), place.list_url(), code=code)


@users.post("/deletions/<id:deletion>/restore")
@login_required
def restore(deletion: int) -> ResponseReturnValue:
    try:
        names, missed = deletions.restore(deletion, by=current_user.id)
    except deletions.RefusedError as error:
        return _refuse_to_undo(error)
    if names:
        many = ngettext("%(num)s user is back.", "%(num)s users are back.", len(names))
        flash(tell(_("%(name)s is back."), name=names[0]) if len(names) == 1 else many, "success")
    else:
        flash(_("There is nothing to undo: they are back already."), "warning")
    for course, outside in missed.items():
        text = _("%(name)s isn’t in %(course)s any more: it filled up meanwhile.")
        if others := len(outside) - 1:
            text = ngettext(
                "%(name)s and %(num)s other aren’t in %(course)s any more: it filled up.",
                "%(name)s and %(num)s others aren’t in %(course)s any more: it filled up.",
                others,
                name="%(name)s",
                course="%(course)s",
            )
        flash(tell(text, name=outside[0], course=course), "warning")
    return redirect(place.list_url(), 303)
