// What the address says. Everything that a link should share stands behind the number sign: which page, which thing on it,
// and by what the list is filtered. The server never sees it.

/** What the address of this moment says. */
export function here() {
  const [path, search = ''] = location.hash.slice(1).split(/\?(.*)/s);
  const [page, ...rest] = path.split('/');
  return { page, id: decode(rest.join('/')), query: new URLSearchParams(search) };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a page, of a thing on it, with a query. */
export function address(page, id = '', query = null) {
  const search = query ? new URLSearchParams(query).toString() : '';
  return `#${page}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`;
}

/** Goes there. */
export function go(to) {
  location.hash = to;
}

/** The query with one value changed; an empty one is taken out. */
export function changed(query, name, value) {
  const copy = new URLSearchParams(query);
  if (value) copy.set(name, value);
  else copy.delete(name);
  return copy;
}
