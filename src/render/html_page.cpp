#include "render/html_page.h"

#include "render/html_text.h"
#include "render/page_assets.h"

namespace dechaff::render {
namespace {

std::string text(std::string_view plain) {
  std::string out;
  append_html(out, plain);
  return out;
}

std::string choice(std::string_view value, std::string_view name, std::string_view key,
                   bool chosen) {
  std::string out = "<label><input type=\"radio\" name=\"view\" value=\"" + std::string(value) +
                    '"' + (chosen ? " checked" : "") + "><span>" + text(name);
  return out + " <kbd>" + std::string(key) + "</kbd></span></label>";
}

}  // namespace

std::string PageFrame::head() const {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'sha256-";
  out += assets::script_sha256;
  out +=
      "'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"dechaff\">\n<title>" +
      text(title) + "</title>\n<style>\n";
  out += assets::style;
  out += "</style>\n</head>\n<body data-view=\"both\"";
  if (two_sides) out += " data-sides";
  out += ">\n<a class=\"skip\" href=\"#text\">To the text</a>\n";
  out += "<header>\n<div class=\"title\"><h1>" + text(title) + "</h1>\n<p>" + text(about) +
         "</p></div>\n<fieldset class=\"view\"><legend class=\"unseen\">What is shown</legend>";
  out += choice("before", left, "b", false) + choice("both", "Marked", "m", true) +
         choice("after", right, "a", false);
  out +=
      "</fieldset>\n<button type=\"button\" id=\"keys\" aria-haspopup=\"dialog\">Keys "
      "<kbd>?</kbd></button>\n</header>\n"
      "<canvas id=\"map\" aria-hidden=\"true\"></canvas>\n<main id=\"text\" tabindex=\"-1\">\n"
      "<noscript><p class=\"note\">The list and the filters need the script in this page; the "
      "marks do not.</p></noscript>\n";
  return out;
}

std::string PageFrame::foot() const {
  std::string out =
      "</main>\n<aside aria-label=\"What was decided\">\n"
      "<section class=\"filters\" aria-label=\"Filters\"><div class=\"kinds\" id=\"kinds\" "
      "role=\"group\" aria-label=\"Kinds\"></div>\n"
      "<p class=\"row\"><button type=\"button\" id=\"all\">All</button><button type=\"button\" "
      "id=\"none\">None</button>\n<label for=\"score\">Score at least</label>"
      "<input type=\"range\" id=\"score\" min=\"0\" max=\"1\" step=\"0.01\" value=\"0\">"
      "<output id=\"least\" for=\"score\">0</output></p></section>\n"
      "<section class=\"list\" aria-labelledby=\"shown\"><h2 id=\"shown\">&nbsp;</h2>"
      "<div id=\"list\"></div></section>\n"
      "<section class=\"detail\" id=\"detail\" aria-live=\"polite\" aria-label=\"The chosen "
      "mark\"></section>\n</aside>\n<div id=\"tip\" role=\"tooltip\" hidden></div>\n"
      "<dialog id=\"help\" aria-labelledby=\"help-title\"><h2 id=\"help-title\">Keys</h2><dl>"
      "<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous mark</dd>"
      "<dt><kbd>J</kbd> <kbd>K</kbd></dt><dd>next, previous document</dd>"
      "<dt><kbd>g</kbd> <kbd>G</kbd></dt><dd>first, last mark</dd>"
      "<dt><kbd>b</kbd> <kbd>m</kbd> <kbd>a</kbd></dt><dd>";
  out += text(left) + ", marked, " + text(right);
  out +=
      "</dd><dt><kbd>x</kbd></dt><dd>only the kind of the chosen mark; again: all kinds</dd>"
      "<dt><kbd>?</kbd> <kbd>Esc</kbd></dt><dd>open, close this</dd></dl>"
      "<form method=\"dialog\"><button>Close</button></form></dialog>\n<script>";
  out += assets::script;
  return out + "</script>\n</body>\n</html>\n";
}

}  // namespace dechaff::render
