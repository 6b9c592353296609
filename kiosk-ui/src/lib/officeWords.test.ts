// SPDX-License-Identifier: MPL-2.0
import { afterEach, expect, it, vi } from 'vitest';
import type { OfficeWords } from '../wire/wire';
import { errandIcon, errandName, outcomeName, plainText } from './officeWords';
import { setLanguage } from './words.svelte';

const words: OfficeWords = {
  errands: {
    driving_licence: { da: 'Kørekort', en: 'Driving licence' },
    parking_card: { da: 'Parkeringskort' },
    new_mitid: { da: 'MitID' },
  },
  outcomes: { licence_renewed: { da: 'Kørekort fornyet' } },
  icons: { driving_licence: 'car' },
  desks: {},
};

afterEach(() => setLanguage('da'));

it('calls an errand what the office calls it, in the reader’s language', async () => {
  expect(errandName(words, 'driving_licence').text).toBe('Kørekort');
  await setLanguage('en');
  expect(errandName(words, 'driving_licence')).toEqual({ text: 'Driving licence', language: 'en' });
  expect(errandName(words, 'address')).toEqual({ text: 'New address', language: 'en' });
});

it('says in the reader’s language that a text is only there in Danish', async () => {
  await setLanguage('ar');
  const name = errandName(words, 'parking_card');
  expect(name).toEqual({ text: 'Parkeringskort', language: 'da' });
  expect(plainText(name)).toContain('بالدنماركية');
  expect(plainText(outcomeName(words, 'licence_renewed'))).toContain('Kørekort fornyet');
});

it('calls a ready-made errand by the office’s own name where it has one', () => {
  expect(errandName(words, 'new_mitid').text).toBe('MitID');
});

it('never shows an id, also of an errand that the office no longer has', () => {
  vi.spyOn(console, 'error');
  expect(errandName(words, 'moped_licence').text).toBe('Ærinde uden navn');
  expect(outcomeName(words, 'sent_to_another_office').text).toBe('Udfald uden navn');
  expect(console.error).not.toHaveBeenCalled();
});

it('gives each errand a picture', () => {
  expect(errandIcon(words, 'driving_licence')).toBe('car');
  expect(errandIcon(words, 'digital_post')).toBe('letter');
  expect(errandIcon(words, 'parking_card')).toBe('dots');
});
