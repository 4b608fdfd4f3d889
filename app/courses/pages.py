"""The courses: listed, shown, joined and left; created, edited and deleted by admins."""

import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from app.courses import catalog, records, refusals, seats
from app.courses.forms import CourseForm, EditForm
from app.data.models import Course
from app.web import place, rights, wording
from app.web.wording import tell

courses = Blueprint("courses", __name__, url_prefix="/courses")
courses.register_error_handler(catalog.GoneError, refusals.to_find)


@courses.get("")
def index() -> ResponseReturnValue:
    page = catalog.everything(request.args)
    joined = catalog.joined_by(current_user.id, page.rows) if current_user.is_authenticated else ()
    may_arrange = rights.may_arrange()
    return render_template("courses/index.html", page=page, joined=joined, may_arrange=may_arrange)


@courses.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    course = _find_or_abort(slug)
    people = catalog.people_in(course, request.args)
    is_in = current_user.is_authenticated and catalog.joined_by(current_user.id, [course])
    may_arrange = rights.may_arrange()
    return render_template(
        "courses/show.html", course=course, people=people, is_in=is_in, may_arrange=may_arrange
    )


def _find_or_abort(slug: str) -> Course:
    return catalog.find(slug) or abort(404)


@courses.post("/<slug>/join")
def join(slug: str) -> ResponseReturnValue:
    course, title = catalog.get(slug)
    if not current_user.is_authenticated:
        text = _("Sign in to join %(title)s. You go on to its page: press Join there.")
        return rights.ask_to_sign_in(tell(text, title=title))
    try:
        if seats.join(current_user.id, course.id):
            flash(tell(_("You joined %(title)s."), title=title), "success")
        else:
            flash(tell(_("You’re in %(title)s already."), title=title), "warning")
    except seats.FullError:
        text = _("%(title)s is full. You can join when somebody leaves.")
        flash(tell(text, title=title), "error")
    except seats.DeletedError:
        return rights.ask_to_sign_in()
    return redirect(url_for(".show", slug=slug), 303)


@courses.post("/<slug>/leave")
def leave(slug: str) -> ResponseReturnValue:
    course, title = catalog.get(slug)
    if not current_user.is_authenticated:
        text = _("Sign in to leave %(title)s. You go on to its page: press Leave there.")
        return rights.ask_to_sign_in(tell(text, title=title))
    try:
        if seats.leave(current_user.id, course.id):
            flash(tell(_("You left %(title)s."), title=title), "success")
        else:
            flash(tell(_("You aren’t in %(title)s."), title=title), "warning")
    except seats.DeletedError:
        return rights.ask_to_sign_in()
    return redirect(url_for(".show", slug=slug), 303)


@courses.get("/new")
@login_required
def new() -> ResponseReturnValue:
    if not rights.may_arrange():
        return refusals.to_create()
    form = CourseForm()
    form.receive(url_for(".new"))
    return render_template("courses/new.html", form=form, once=secrets.token_urlsafe())


@courses.post("")
def create() -> ResponseReturnValue:
    form = CourseForm(request.form)
    page = url_for(".new")
    if not current_user.is_authenticated:
        return _keep_for_later(form, page)
    if not rights.may_arrange():
        return refusals.to_create()
    if not form.validate():
        return form.send_back(page, f"{_('The course wasn’t created:')} {form.attention()}")
    course = records.add(**form.values, once=request.form.get("once", ""))
    flash(tell(_("%(title)s was created."), title=course.title), "success")
    if catalog.is_title_shared(course):
        text = _("Another course is called %(title)s, too.")
        flash(tell(text, title=course.title), "warning")
    return redirect(url_for(".show", slug=course.slug), 303)


def _keep_for_later(form: CourseForm, page: str) -> Response:
    """Ask to sign in; what was typed waits on the form's page."""
    answer = rights.ask_to_sign_in()
    form.send(page)
    return answer


@courses.get("/<slug>/edit")
@login_required
def edit(slug: str) -> ResponseReturnValue:
    course = _find_or_abort(slug)
    if not rights.may_arrange():
        return refusals.to_change(slug)
    form = EditForm(obj=course)
    current = None
    if form.receive(url_for(".edit", slug=slug)):
        form.version.data = str(course.version)  # shown now: to be replaced if they will
        now = EditForm(obj=course)
        columns = ("title", "summary", "capacity")
        current = {name: now[name].data for name in columns if form[name].data != now[name].data}
    return render_template("courses/edit.html", form=form, course=course, current=current)


@courses.post("/<slug>")
def update(slug: str) -> ResponseReturnValue:
    form = EditForm(request.form)
    page = url_for(".edit", slug=slug)
    if not current_user.is_authenticated:
        return _keep_for_later(form, page)
    if not rights.may_arrange():
        return refusals.to_change(slug)
    course = catalog.find(slug)
    if not course:
        return _offer_to_create(form)
    course_id = course.id
    if form.validate():
        try:
            return _save(form, course)
        except records.CapacityError:
            form.reject_capacity(records.count_people(course_id))
        except records.StaleError:
            if not catalog.find(slug):
                return _offer_to_create(form)
            flash(_("Someone else changed this course while you were editing: nothing was saved."
                    " Compare, then save again."), "error")  # fmt: skip
            return form.send(page, stale=True)
    return form.send_back(page, f"{_('Nothing was saved:')} {form.attention()}")


def _save(form: EditForm, course: Course) -> Response:
    stale, slug = form.version.data != str(course.version), course.slug
    changed = records.change(course, form.values, form.version.data or "")
    words = {"title": _("title"), "summary": _("summary"), "capacity": _("seats")}
    wording.tell_saved([words[column] for column in changed], twice=stale)
    return redirect(url_for(".show", slug=slug), 303)


def _offer_to_create(form: CourseForm) -> Response:
    text = _("This course was deleted meanwhile: nothing was saved. You can create it anew.")
    return form.send_back(url_for(".new"), text)


@courses.get("/<slug>/delete")
@login_required
def confirm(slug: str) -> ResponseReturnValue:
    course = _find_or_abort(slug)
    if not rights.may_arrange():
        return refusals.to_delete(slug)
    return render_template("courses/confirm.html", course=course)


@courses.post("/<slug>/delete")
@login_required
def remove(slug: str) -> ResponseReturnValue:
    if not rights.may_arrange():
        return refusals.to_delete(slug)
    course, title = catalog.get(slug)
    taken = records.remove(course.id)
    text = tell(_("%(title)s was deleted."), title=title)
    if taken:
        text += " " + ngettext("%(num)s person was in it.", "%(num)s people were in it.", taken)
    flash(text, "success")
    return redirect(place.list_url(), 303)
