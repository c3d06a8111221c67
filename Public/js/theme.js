// Applied before the first paint: a classic script, since the policy allows no inline one.
try {
  const theme = localStorage.getItem('assay.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // The browser forbids storage; the system's theme holds.
}
