import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.js';
import { readSettings } from './settings.js';
import { setUpWorkers } from './workers.js';

setUpWorkers();
const settings = readSettings();
document.title = `${settings.title} explorer`;
const place = document.getElementById('explorer');
if (place) createRoot(place).render(<Explorer settings={settings} />);
