#include "filters/leaks/tokens.h"

#include <algorithm>
#include <array>

namespace dechaff::leaks {
namespace {

constexpr std::array<std::string_view, 73> signatures = {
    "(document).ready(",
    "dataLayer",
    "gtag(",
    "googletag.",
    "GoogleAnalyticsObject",
    "adsbygoogle",
    "fbq(",
    "_gaq",
    "_comscore",
    "ga('create'",
    "ga('send'",
    "ga(\"create\"",
    "ga(\"send\"",
    "_paq.push",
    "_satellite",
    "_hsq",
    "_sf_async_config",
    "_cbq",
    "_qevents",
    "_linkedin_",
    "_fbq",
    "_taboola",
    "_wpemojiSettings",
    "_wpcf7",
    "OBR.extern",
    "pbjs.",
    "apstag",
    "ttq.",
    "twttr.",
    "hbspt.",
    "hjSettings",
    "_hjid",
    "newrelic",
    "NREUM",
    "OptanonWrapper",
    "OneTrust",
    "__tcfapi",
    "__cmp(",
    "__uspapi",
    "Cookiebot",
    "CookieConsent",
    "cookieconsent",
    "vendorConsents",
    "gdprApplies",
    "specialFeatures",
    "legIntPurposes",
    "__NEXT_DATA__",
    "__NUXT__",
    "__INITIAL_STATE__",
    "__PRELOADED_STATE__",
    "__APOLLO_STATE__",
    "__doPostBack",
    "drupalSettings",
    "Drupal.settings",
    "mw.config",
    "RLCONF",
    "RLQ",
    "ytcfg",
    "ytInitialData",
    "Shopify.",
    "disqus_",
    "jwplayer(",
    "brightcove",
    "googlefc",
    "grecaptcha",
    "admin-ajax.php",
    "wpcf7",
    "woocommerce_params",
    "document.write(",
    "//<![CDATA[",
    "schema.org\"",
    "schema.org\\/",
    "@context\"",
};

constexpr std::array<std::string_view, 16> pixels = {
    "facebook.com/tr?",
    "google-analytics.com/",
    "doubleclick.net/",
    "scorecardresearch.com/",
    "quantserve.com/pixel",
    "pixel.wp.com/",
    "stats.wordpress.com/b.gif",
    "b.gif?",
    "px.ads.linkedin.com",
    "bat.bing.com/",
    "/pixel.gif",
    "/pixel.png",
    "/pixel?",
    "/beacon?",
    "vg07.met.vgwort.de/",
    "met.vgwort.de/na/",
};

constexpr std::array<std::string_view, 38> signs = {
    "=>",        "===",
    "!==",       "||",
    "&&",        "();",
    "(){",       "() {",
    "){",        "= {",
    "={",        "= []",
    "=[",        "= function",
    "=function", "(function",
    "function(", "function (",
    ".push(",    ".then(",
    ".ready(",   "window.",
    "document.", "console.",
    "jQuery",    "$(",
    "var ",      "let ",
    "const ",    "return ",
    "new Date",  "typeof ",
    "null",      "undefined",
    "this.",     "true",
    "false",     ".addEventListener(",
};

constexpr std::array<std::string_view, 14> page_signs = {
    "window.",    "document.",          "jQuery",       "$(",           ".push(",
    ".ready(",    ".addEventListener(", "navigator.",   "location.",    "setTimeout(",
    ".innerHTML", "getElementById",     "localStorage", "querySelector"};

bool has(std::string_view line, std::string_view token) {
  return line.find(token) != std::string_view::npos;
}

}  // namespace

bool has_signature(std::string_view line) {
  return std::any_of(signatures.begin(), signatures.end(),
                     [&](std::string_view token) { return has(line, token); });
}

bool is_pixel(std::string_view address) {
  return std::any_of(pixels.begin(), pixels.end(),
                     [&](std::string_view token) { return has(address, token); });
}

std::size_t script_signs(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(
      signs.begin(), signs.end(), [&](std::string_view token) { return has(line, token); }));
}

bool talks_to_page(std::string_view line) {
  return std::any_of(page_signs.begin(), page_signs.end(),
                     [&](std::string_view token) { return has(line, token); });
}

}  // namespace dechaff::leaks
