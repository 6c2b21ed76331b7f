// Reloads the page when something changes in the workspace of its session.
(() => {
  const own = document.currentScript;
  const KEY = "steward-reloads", MOST = 3, WITHIN = 10000;
  let since = (own && own.dataset.since) || "";
  let source = null, due = 0, again = 0;

  // A page whose own loading changes the workspace must not go round without a pause.
  const reload = () => {
    let times = [];
    try { times = JSON.parse(sessionStorage.getItem(KEY)) || []; } catch (e) { times = []; }
    times = times.filter((time) => Date.now() - time < WITHIN);
    if (times.length >= MOST) {
      due = setTimeout(reload, WITHIN);
      return;
    }
    try { sessionStorage.setItem(KEY, JSON.stringify(times.concat(Date.now()))); } catch (e) { /* Then it goes without. */ }
    location.reload();
  };

  const changed = (event) => {
    since = event.lastEventId;
    clearTimeout(due);
    due = setTimeout(reload, 50);
  };

  const listen = () => {
    clearTimeout(again);
    source = new EventSource("/_steward/changes" + (since && "?since=" + encodeURIComponent(since)));
    source.addEventListener("listening", (event) => { since = event.lastEventId; });
    source.addEventListener("changes", changed);
    source.addEventListener("gap", changed);
    source.onerror = () => {
      // A session that is down answers with an error, after which a browser does not try again by itself.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(listen, 2000);
    };
  };

  // A browser opens few connections to one host: pages nobody looks at have none.
  document.addEventListener("visibilitychange", () => {
    source.close();
    if (document.visibilityState === "visible") listen();
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
