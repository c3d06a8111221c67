// Applied before the first paint: a classic script, since the policy allows no inline one.
const theme = localStorage.getItem('assay.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
