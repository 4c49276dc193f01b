// The conversations that a filter lets through, as far as they were fetched; what next, previous and all mean.
import { changed } from './address.js';
import { get } from './api.js';

const PAGE = 50;
/** Whoever wants more at once takes the export. */
export const MOST_AT_ONCE = 1_000;

class Listing {
  constructor(filter) {
    this.filter = filter;
    this.items = [];
    this.cursor = null;
    this.ended = false;
  }

  /** Fetches the next part. */
  async more(limit = PAGE, signal) {
    if (this.ended) return;
    const query = changed(changed(this.filter, 'limit', String(limit)), 'cursor', this.cursor ?? '');
    const page = await get('conversations', query, signal);
    this.items.push(...page.conversations);
    this.cursor = page.next_cursor;
    this.ended = page.next_cursor === null;
  }

  /** Fetches until that holds, or as much as is fetched at once is there. */
  async until(holds) {
    while (!this.ended && !holds() && this.items.length < MOST_AT_ONCE) await this.more(200);
  }

  /** The conversation so many steps from that one, or nothing. */
  async beside(id, steps) {
    await this.until(() => this.items.some((item) => item.id === id));
    const at = this.items.findIndex((item) => item.id === id);
    if (at < 0) return null;
    if (at + steps >= this.items.length) await this.more();
    return this.items[at + steps] ?? null;
  }
}

let current = null;

/** The list of that filter: the one that was begun, so that what an agent goes through does not change meanwhile. */
export function listing(filter) {
  if (current?.filter.toString() !== filter.toString()) current = new Listing(new URLSearchParams(filter));
  return current;
}

/** The list of that filter, begun anew. */
export function freshListing(filter) {
  current = new Listing(new URLSearchParams(filter));
  return current;
}
