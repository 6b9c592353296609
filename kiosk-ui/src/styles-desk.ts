// SPDX-License-Identifier: MPL-2.0
// Desk and supervisor stand on dkfds (neutral theme); our tokens come last so that they win.
import 'dkfds/css';
import './theme.css';
