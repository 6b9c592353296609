import './ticket.css';

// The server has written the page already; the script only keeps it fresh.
document.documentElement.classList.add('with-script');
