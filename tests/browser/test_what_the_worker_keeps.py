"""What the worker writes and when it stops: seen from inside of it, where the moment in between can be held."""

from playwright.sync_api import Page, Worker, expect

from tests.browser.journeys import FIRST_LESSON, open_cohort, open_first_lesson, sign_out
from tests.browser.phone import wait_for, wait_until
from tests.browser.without_a_line import FROM_THE_PHONE, come_in, keep_course, kept

# From now on no body arrives until `letGo`.
HOLD_BODIES = """() => {
  const { blob } = Response.prototype;
  const gate = new Promise((open) => (self.letGo = open));
  self.held = new Set();
  Response.prototype.blob = async function () {
    self.held.add(new URL(this.url).pathname);
    await gate;
    return blob.call(this);
  };
}"""
HOLDS = "(wanted) => wanted.every((start) => [...self.held].some((address) => address.startsWith(start)))"
# Another window opens a page of hers while the portal is being told of the sign-out.
OPEN_ONE_MEANWHILE = """(person) => {
  const isAnswered = self.isOfPortal;
  self.isOfPortal = async (response) => {
    await write(visitOf(person), "/desk/", new Response("hers"));
    return isAnswered(response);
  };
}"""
LET_GO = "() => { self.letGo(); return new Promise((later) => setTimeout(later, 500)); }"
CACHES_OF_PEOPLE = "caches.keys().then((names) => names.filter((name) => name.startsWith('person')))"

ANSWER = """([part, status]) => {
  self.realFetch ??= self.fetch;
  self.fetch = async (address, options) => {
    if (!part || !String(address.url ?? address).includes(part)) return self.realFetch(address, options);
    const answer = new Response("", { status, headers: { "Portal-Reader": "unknown" } });
    return Object.defineProperty(answer, "type", { value: "basic" });
  };
}"""
COURSE_KEPT = "(person) => bundlesOf(person).then((all) => all.map(({ addresses }) => addresses.join(' ')))"
# What of the cohort, the lesson and its questions is on the phone.
ON_THE_PHONE = """async ([person, addresses]) => {
  const found = await Promise.all(addresses.map((each) => keptPage(person, each)));
  return found.map(Boolean);
}"""
IS_OPENED = "async ([person, address]) => (await keptPage(person, address))?.headers.has(OPENED)"
SPEAKS = "async ([person, address, language]) => languageOf(await keptPage(person, address)) === language"
PICTURES = """(person) => cacheOf(person).then((cache) => cache.keys()).then((all) =>
  all.filter(({ url }) => isOfFiles(new URL(url).pathname)).length)"""
FILL = """async (person) => {
  const visit = visitOf(person);
  const leading = () => new Response(null, { status: 302, headers: { Location: "/desk/" } });
  for (let n = 0; n < MOST_FILES + 10; n += 1) await write(visit, `/uploads/picture-${n}`, new Response("picture"));
  for (let n = 0; n < MOST_OPENED + 10; n += 1) await write(visit, `/leads-${n}/`, leading());
  await forgetOldest(person);
  const left = (await (await cacheOf(person)).keys()).map(({ url }) => new URL(url).pathname);
  const number = (start) => left.filter((address) => address.startsWith(start)).length;
  const isOldest = left.includes("/uploads/picture-0");
  return [number("/uploads/picture-") <= MOST_FILES, number("/leads-") <= MOST_OPENED, isOldest];
}"""
LONG_GONE = """async () => {
  for (const [person, days] of [["gone", 400], ["lately", 1]]) {
    const at = new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
    await write(visitOf(person), "/desk/", new Response("hers", { headers: { "Kept-At": at } }));
  }
  forgetting = null;
}"""
# Whoever looks while a page is written anew, and when it could not be written, finds the one of before.
WRITE_WITHOUT_ROOM = """async (person) => {
  const { put } = Cache.prototype;
  const found = [];
  Cache.prototype.put = async function (address, response) {
    if (address !== "/desk/") return put.call(this, address, response);
    found.push(Boolean(await keptPage(person, "/desk/")));
    throw new DOMException("no room", "QuotaExceededError");
  };
  await write(visitOf(person), "/desk/", new Response("newer")).catch(({ name }) => found.push(name));
  Cache.prototype.put = put;
  return [...found, (await (await keptPage(person, "/desk/")).text()).includes("<h1")];
}"""
# The page that is written anew stands behind those that were written since.
WRITE_ANEW = """async (person) => {
  for (const each of ["/old/", "/new/", "/old/"]) await write(visitOf(person), each, new Response("hers"));
  const addresses = (await (await cacheOf(person)).keys()).map(({ url }) => new URL(url).pathname);
  return addresses.filter((each) => ["/old/", "/new/"].includes(each));
}"""
IS_FORGOTTEN = "async (name) => !(await caches.has(name))"
# The shell of an older build lies before that of this one.
OLDER_SHELL = """async () => {
  const name = SHELL + portal.build;
  const own = await caches.open(name);
  const files = await Promise.all((await own.keys()).map(async (each) => [each, await own.match(each)]));
  await caches.delete(name);
  const older = await caches.open(`${SHELL}older`);
  for (const code of portal.languages) {
    const page = new Response("<html ><h1>Of an older build", { headers: { "Content-Type": "text/html" } });
    await older.put(noLineAddress(code), page);
  }
  const anew = await caches.open(name);
  for (const [request, response] of files) await anew.put(request, response);
}"""
TWO_CHANGES_AT_ONCE = """async () => {
  await changeState({ reader: "asha", mustSignOut: false, isFull: false });
  await Promise.all([changeState({ reader: NOBODY, mustSignOut: true }), changeState({ isFull: true })]);
  state = reading = null; // as when the worker starts anew
  const [, { reader, mustSignOut, isFull }] = await Promise.all([changeState({ language: "hi" }), readState()]);
  const { language } = await readState();
  await changeState({ mustSignOut: false, isFull: false });
  return [reader, mustSignOut, isFull, language];
}"""


def worker_of(page: Page) -> Worker:
    wait_for(page, lambda: page.context.service_workers)
    (worker,) = page.context.service_workers
    return worker


def person_on(page: Page) -> str:
    return page.locator("#kept").get_attribute("data-person")


def test_what_is_still_on_its_way_when_she_signs_out_is_not_kept(open_phone, learner):
    page = come_in(open_phone(), learner)
    open_cohort(page)
    worker = worker_of(page)
    person = person_on(page)
    page.get_by_role("button", name="Keep this course on the phone").tap()
    expect(page.get_by_text("Best done where the network costs nothing.")).to_be_visible()
    worker.evaluate(HOLD_BODIES)
    page.get_by_role("button", name="Keep it").tap()
    other = page.context.new_page()
    open_first_lesson(other)
    wait_until(worker, HOLDS, ["/en/courses/move/", "/en/courses/move/module-1/1a/", "/uploads/"])

    worker.evaluate(OPEN_ONE_MEANWHILE, person)
    sign_out(page)
    worker.evaluate(LET_GO)
    assert worker.evaluate(CACHES_OF_PEOPLE) == []
    other.goto("/desk/")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_course_is_kept_whole_or_not_and_nothing_stays_longer_than_it_should(open_phone, learner, portal_goes):
    page = come_in(open_phone(), learner)
    open_cohort(page)
    cohort = kept(page)
    worker, person = worker_of(page), person_on(page)

    worker.evaluate(ANSWER, ["/questions/", 502])
    page.get_by_role("button", name="Keep this course on the phone").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("It could not be fetched whole.")).to_be_visible()
    assert worker.evaluate(COURSE_KEPT, person) == []
    worker.evaluate(ANSWER, ["/questions/", 404])
    keep_course(page)
    (addresses,) = worker.evaluate(COURSE_KEPT, person)
    assert "/module-1/1a/" in addresses
    assert "/questions/" not in addresses
    worker.evaluate(ANSWER, ["", 0])

    assert worker.evaluate(FILL, person) == [True, True, False]
    worker.evaluate(OLDER_SHELL)
    worker.evaluate(LONG_GONE)
    portal_goes()
    page.goto(cohort)
    page.get_by_role("link", name=FIRST_LESSON, exact=True).tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    page.goto("/cohorts/join/")
    expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()
    wait_until(worker, IS_FORGOTTEN, "person gone")
    assert "person lately" in worker.evaluate(CACHES_OF_PEOPLE)

    assert worker.evaluate(TWO_CHANGES_AT_ONCE) == ["nobody", True, True, "hi"]


def test_what_she_opened_herself_stays_when_the_course_is_taken_off(open_phone, learner, portal_goes):
    page = come_in(open_phone(), learner)
    keep_course(page)
    cohort = kept(page)
    worker, person = worker_of(page), person_on(page)
    (addresses,) = worker.evaluate(COURSE_KEPT, person)
    lesson = next(each for each in addresses.split() if each.endswith("/module-1/1a/"))
    questions = next(each for each in addresses.split() if "/questions/" in each)
    portal_goes()
    page.goto(lesson)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    wait_until(worker, IS_OPENED, [person, lesson])

    page.goto(cohort)
    page.get_by_role("button", name="Take it off the phone").tap()
    expect(page.get_by_role("button", name="Keep this course on the phone")).to_be_visible()
    assert worker.evaluate(COURSE_KEPT, person) == []
    assert worker.evaluate(ON_THE_PHONE, [person, [cohort, lesson, questions]]) == [True, True, False]
    assert worker.evaluate(PICTURES, person) > 0
    page.goto(lesson)
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()


def test_pages_whose_address_says_no_language_are_renewed_when_another_is_chosen(open_phone, learner, portal_goes):
    page = come_in(open_phone(), learner)
    page.goto("/talks/")
    talks = kept(page)
    worker, person = worker_of(page), person_on(page)
    wait_until(worker, SPEAKS, [person, talks, "en"])
    page.goto("/en/")
    page.locator(".language-menu summary").evaluate("menu => menu.parentElement.open = true")
    page.locator(".language-menu").get_by_role("link", name="हिन्दी").evaluate("link => link.click()")
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    for address in (talks, "/desk/", "/submissions/mine/"):
        wait_until(worker, SPEAKS, [person, address, "hi"])

    portal_goes()
    page.goto("/talks/")
    expect(page.get_by_role("heading", name="मेरी बातचीत", level=1)).to_be_visible()


def test_a_kept_page_is_there_until_a_newer_one_is(open_phone, learner):
    page = come_in(open_phone(), learner)
    worker, person = worker_of(page), person_on(page)
    assert worker.evaluate(WRITE_WITHOUT_ROOM, person) == [True, "QuotaExceededError", True]
    assert worker.evaluate(WRITE_ANEW, person) == ["/new/", "/old/"]
