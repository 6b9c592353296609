// SPDX-License-Identifier: MPL-2.0
import js from '@eslint/js';
import stylistic from '@stylistic/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const foldersIn = (path) =>
  readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
// `../../ticket/` is the ticket page itself, which has a screen only in the gallery.
const screens = foldersIn('src/screens/').filter((name) => name !== 'ticket');
const pages = foldersIn('src/screens/supervisor/').filter((name) => name !== 'shared');
const otherScreens = {
  regex: `^(\\.\\./)+(${screens.join('|')})/|^\\.\\./ticket/`,
  message: 'Screens do not import each other: move what they share to lib/ or parts/.',
};
const otherPages = {
  regex: `^\\.\\./(${pages.join('|')})/`,
  message: 'Pages do not import each other: move what they share to shared/.',
};
const galleryAndEntries = {
  regex: '/(gallery|entries)/',
  message: 'The gallery and the entries use the screens, not the other way round.',
};
const restrictImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const here = fileURLToPath(new URL('.', import.meta.url));

const wire = readFileSync(new URL('src/wire/wire.ts', import.meta.url), 'utf8');
const wireTypes = [...wire.matchAll(/^export type (\w+)/gm)].map(([, name]) => name).join('|');
const effectInClass = {
  selector: "ClassBody :matches(Identifier[name='$effect'], MemberExpression[object.name='$effect'])",
  message: 'A state class has no effects: put them into a create function beside it (README.md, State).',
};
const declaredByHand = {
  selector: `:matches(TSInterfaceDeclaration, TSTypeAliasDeclaration)[id.name=/^(${wireTypes})$/]`,
  message: 'Types of the API come from wire/wire.ts.',
};

export default typescript.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/shots/', '**/output/', '**/src/wire/wire.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...typescript.configs.strictTypeChecked,
  ...typescript.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, tsconfigRootDir: here, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser, svelteConfig } },
  },
  {
    plugins: { '@stylistic': stylistic },
    rules: {
      '@stylistic/max-len': ['error', { code: 110 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', declaredByHand, effectInClass],
      '@typescript-eslint/method-signature-style': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The DOM types promise members that older browsers and jsdom lack.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `void value;` names a dependency of an effect.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
    },
  },
  {
    // The parser cannot infer types in templates; svelte-check can, and does.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
    },
  },
  { files: ['**/src/screens/**'], rules: restrictImports(otherScreens, galleryAndEntries) },
  {
    files: ['**/src/screens/supervisor/*/**'],
    rules: restrictImports(otherScreens, otherPages, galleryAndEntries),
  },
  { files: ['**/src/screens/**/*.test.ts'], rules: restrictImports(otherScreens, otherPages) },
  {
    files: ['**/src/lib/**', '**/src/parts/**'],
    rules: restrictImports({
      regex: '/(screens|gallery|entries)/',
      message: 'lib/ and parts/ do not know the screens.',
    }),
  },
  { files: ['**/*.js', '**/*.mjs'], ...typescript.configs.disableTypeChecked },
);
