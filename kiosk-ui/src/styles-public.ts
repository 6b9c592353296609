// SPDX-License-Identifier: MPL-2.0
// Kiosk and board have their own layer: dkfds has no styles for large touch targets or for distance.
import './theme.css';
