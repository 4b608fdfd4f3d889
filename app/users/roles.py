"""Roles: an admin makes another an admin, and back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_required

from app.data.models import ADMIN, MEMBER
from app.users import deletions, directory, records, refusals, users
from app.web import rights
from app.web.wording import tell

# What is said of a role that somebody was given, or had already.
GIVEN = {ADMIN: _l("%(name)s is an admin now."), MEMBER: _l("%(name)s is a member now.")}
HAD = {ADMIN: _l("%(name)s is an admin already."), MEMBER: _l("%(name)s is a member already.")}


@users.post("/<id:id>/role")
@login_required
def change_role(id: int) -> ResponseReturnValue:
    role, page = request.form.get("role", ""), url_for(".show", id=id)
    if refusal := refusals.to_do(_("Only an admin can change roles."), id):
        return refusal
    user = directory.get(id)
    if not user:
        return refusals.to_find()
    if role not in GIVEN:
        return rights.refuse(_("There is no such role: nothing was changed."), page, code=400)
    try:
        changed = records.change_role(id, role, by=current_user.id)
    except deletions.NotAllowedError:  # no admin any more since the request began
        return rights.refuse(_("Only an admin can change roles."), page)
    except records.GoneError:
        return refusals.to_find()
    except records.LastAdminError:
        text = _("%(name)s stays an admin: nobody else who can sign in is one.")
        return rights.refuse(tell(text, name=user.name), page, code=409)
    words, category = (GIVEN, "success") if changed else (HAD, "warning")
    flash(tell(str(words[role]), name=user.name), category)
    if changed and role == ADMIN and not user.password_hash:
        flash(_("They can’t sign in before they have a password: set one."), "warning")
    return redirect(page, 303)
