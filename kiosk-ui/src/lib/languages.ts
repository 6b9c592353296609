// SPDX-License-Identifier: MPL-2.0
import type { Language } from '../wire/wire';

const directions: Record<Language, 'ltr' | 'rtl'> = { da: 'ltr', en: 'ltr', ar: 'rtl' };

/** The direction of writing. A new language does not compile until it stands here. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => directions[language];
