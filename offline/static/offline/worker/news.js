/** News on the phone while no page is open. What one person allowed ends when the phone is another's. */

worker.addEventListener("push", (event) => event.waitUntil(showNews(event.data?.json() ?? {})));
worker.addEventListener("notificationclick", (event) => event.waitUntil(openNews(event.notification)));

/** @param {{title?: string, body?: string, link?: string, language?: string, person?: string}} news */
async function showNews(news) {
  const { reader } = await readState();
  if (reader && reader !== news.person) {
    const allowed = await worker.registration.pushManager.getSubscription();
    await allowed?.unsubscribe(); // the portal is told so by the browser's maker when it writes again
    return;
  }
  // One at a time: the portal gathers what came, and the newest says how much it is.
  const { title, body, language: lang, link } = news;
  await worker.registration.showNotification(title, { body, lang, tag: "news", renotify: true, icon: portal.icon, data: link });
}

/** Lead to what it is about, in a window that is open where there is one. */
async function openNews(notification) {
  notification.close();
  const { origin, href } = new URL(notification.data ?? portal.desk, location.origin);
  const address = origin === location.origin ? href : location.origin + portal.desk;
  const [open] = await worker.clients.matchAll({ type: "window" });
  if (!open) return worker.clients.openWindow(address);
  await open.focus();
  return open.navigate(address);
}
