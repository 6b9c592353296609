// Kiosk and board have their own layer: dkfds knows no large touch and no distance.
import './theme.css';
