// bantin.isInApp: whether an app (Zalo, Facebook) shows the page in a browser of its own, which neither prints nor keeps files.
(function () {
  "use strict";
  window.bantin = window.bantin || {};
  window.bantin.isInApp = /; wv\)|Zalo|FBA[NV]/.test(navigator.userAgent);
})();
