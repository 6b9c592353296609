// SPDX-License-Identifier: MPL-2.0
import type { Branding, TicketTexts } from '../wire/wire';

/** Fills page.html for the gallery and the tests; the server does the same in Rust. */

/** The question how it went, or the thanks for an answer. */
export interface RatingTexts {
  ask: string;
  good: string;
  soSo: string;
  bad: string;
  rated: string;
}

export interface Around {
  css: string;
  js: string;
  office: string;
  officeName: string;
  branding?: Branding;
  secret: string;
  /** That an offered place could not be taken. */
  notice?: string;
  /** What the script says when there is no answer. */
  failed?: string;
  rating?: RatingTexts;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The language of a line that is not in the page's. */
const langOf = ({ bring_languages, language }: TicketTexts, index: number): string => {
  const of = bring_languages[index];
  return of === undefined || of === language ? '' : ` lang="${of}"`;
};

/** The band of an office that has a logo or a colour. */
function band({ branding, officeName }: Around): string {
  if (!branding?.logo && !branding?.colour) return '';
  const { logo, logo_ratio, colour } = branding;
  const style = colour ? ` class="is-coloured" style="--office:${escape(colour)}"` : '';
  const room = `style="aspect-ratio:auto ${logo_ratio ?? 1}"`;
  const image = logo ? `<img src="${escape(logo)}" alt="" ${room} />` : '';
  return `<header${style}>${image}<p>${escape(officeName)}</p></header>`;
}

/** One pass over the template, so that a text with a percent sign is never taken for a slot. */
export function fill(page: string, texts: TicketTexts, around: Around): string {
  const list = (lines: string[]): string => lines.map((line) => `<li>${escape(line)}</li>`).join('');
  const whose = band(around);
  const slots: Record<string, string> = {
    LANG: texts.language,
    DIR: texts.direction,
    TITLE: escape(texts.title),
    CSS: around.css,
    JS: around.js,
    BODY_CLASS: `is-${texts.kind}`,
    OFFICE: escape(around.office),
    BAND: whose,
    OFFICE_NAME: whose ? '' : escape(around.officeName),
    SECRET: escape(around.secret),
    HEADLINE: escape(texts.headline),
    NUMBER: escape(texts.number),
    WINDOW: escape(texts.window),
    SURE: escape(texts.sure),
    PLACE: escape(texts.place),
    WHY: list(texts.why),
    DAY_NOTICE: escape(texts.day_notice),
    DAY_NOTICE_LANG: texts.day_notice_language,
    ENDS: escape(texts.ends),
    NOTICE: escape(around.notice ?? ''),
    FAILED: escape(around.failed ?? ''),
    RATED: escape(around.rating?.rated ?? ''),
    RATING_ASK: escape(around.rating?.ask ?? ''),
    RATING_GOOD: escape(around.rating?.good ?? ''),
    RATING_SO_SO: escape(around.rating?.soSo ?? ''),
    RATING_BAD: escape(around.rating?.bad ?? ''),
    OFFER: escape(texts.offer),
    OFFER_MEANING: escape(texts.offer_meaning),
    TAKE: escape(texts.take),
    OFFERED: escape(texts.offered),
    BRING_TITLE: escape(texts.bring_title),
    BRING: texts.bring.map((line, index) => `<li${langOf(texts, index)}>${escape(line)}</li>`).join(''),
    UPDATED: escape(texts.updated),
    STALE: escape(texts.stale),
  };
  return page.replace(/%([A-Z_]+)%/g, (slot, name: string) => slots[name] ?? slot);
}
