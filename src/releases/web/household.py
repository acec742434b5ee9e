"""How things stand, who may sign in, and what brings pages here from elsewhere."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from releases.config.rules import new_subscriber
from releases.errors import NotAllowed, NotFound, UsageError
from releases.model.film import clean
from releases.store import access, people
from releases.tracking import people as wishes
from releases.tracking.overview import status
from releases.web import passwords
from releases.web.guard import FORMS_ARE_OURS, Form
from releases.web.listening import invite
from releases.web.office import Admin, Signed, Visit
from releases.web.rendering import static

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])


@router.get("/status")
def status_page(visit: Signed) -> Response:
    """The whole house for an admin; for a member what is theirs."""
    office = visit.office
    admin = visit.account.admin
    with visit.read() as connection:
        document = status(
            connection, office.store.shown if admin else "", office.settings.dispatch_every,
            visit.now, who=None if admin else visit.who,
        )  # fmt: skip
    return visit.page("status.html", house=document)


def base_of(visit: Visit) -> str:
    """Under which address people reach this site."""
    return (visit.office.settings.web_url or quote(str(visit.request.base_url), ":/[]")).rstrip("/")


@router.get("/people")
def people_page(visit: Admin) -> Response:
    return _people(visit)


def _people(visit: Visit, status: int = 200, **more: object) -> Response:
    with visit.read() as connection:
        accounts = {each.subscriber_id: each for each in access.accounts_of(connection)}
        everybody = [(who, accounts.get(who.id)) for who in people.all_subscribers(connection)]
    values = {"link": "", "invited": "", "error": None} | more
    return visit.page("people.html", status, everybody=everybody, **values)


@router.post("/people")
def invite_person(visit: Admin, form: Form) -> Response:
    """Let somebody sign in, made where there is none of that name; the link is shown once."""
    name = clean(form.text("name", 100))
    role: access.Role = "admin" if form.text("role") == "admin" else "member"
    try:
        if not name:
            raise UsageError("a person needs a name")
        with visit.office.store.unit() as connection:
            who = people.subscriber_or_none(connection, name) or wishes.add_subscriber(
                connection, name, new_subscriber(visit.office.settings), visit.now
            )
            if who.id == visit.account.subscriber_id:
                raise NotAllowed("that is you", "change your password under Settings")
            access.put_account(connection, who.id, role, visit.now)
            link = invite(connection, who.id, base_of(visit), visit.now)
    except (UsageError, NotAllowed) as error:
        return _people(visit, 400, error=error)
    return _people(visit, link=link, invited=name)


@router.post("/people/shut-out")
def shut_out(visit: Admin, form: Form) -> Response:
    """End somebody's sign-in, with every session and token; what is theirs stays."""
    with visit.office.store.unit() as connection:
        account = access.account(connection, clean(form.text("name", 100)))
        if account is None:
            raise NotFound("there is nobody of that name who may sign in")
        if account.subscriber_id == visit.account.subscriber_id:
            raise NotAllowed("that is you", "another admin may shut you out")
        access.end_account(connection, account.subscriber_id)
    return visit.go("/people", f"{account.name} may sign in no more.")


@router.post("/settings/password")
def change_password(visit: Signed, form: Form) -> Response:
    office = visit.office
    address = visit.request.client.host if visit.request.client else ""
    if office.throttle.wait(address, visit.account.name) > 0:
        raise NotAllowed("too many attempts", "try again in a quarter of an hour")
    if not passwords.fits(visit.account.password, form.text("old", 10_000)):
        office.throttle.failed(address, visit.account.name)
        raise NotAllowed("that is not your present password", "sign out and ask for a new link")
    password = form.text("password", 10_000)
    passwords.check_new(password, form.text("again", 10_000))
    hashed = passwords.hashed(password)
    with office.store.unit() as connection:
        access.set_password(connection, visit.account.subscriber_id, hashed, visit.now)
    return visit.go("/sign-in")


@router.get("/share")
def share_page(visit: Signed) -> Response:
    """How to send a page here from a browser or a phone."""
    base = base_of(visit)
    send = f"location.href='{base}/add?url='+encodeURIComponent(location.href)"
    return visit.page("share.html", bookmarklet=f"javascript:{send}", base=base)


@router.get("/manifest.webmanifest")
def manifest(request: Request) -> Response:
    """The site as an application; phones offer it to share to where it comes over https."""
    document = {
        "name": "releases",
        "short_name": "releases",
        "description": "Cinema release dates, and reminders in time",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf8f4",
        "theme_color": "#a33d27",
        "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "share_target": {
            "action": "/add",
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }
    return JSONResponse(document, media_type="application/manifest+json")
