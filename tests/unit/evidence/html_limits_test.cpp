// What a page may not have more of, and that its text stays.

#include "evidence/html_limits.h"

#include <algorithm>

#include "catch.h"
#include "evidence/html_tree.h"
#include "evidence/page_text.h"

using namespace dechaff;

namespace {

std::string limited(std::string_view html) {
  std::string room;
  return std::string(html::within_limits(html, room));
}

std::string times(int n, const std::string& unit) {
  std::string out;
  for (int i = 0; i < n; ++i) out += unit;
  return out;
}

/// How deep the tree of the page is once it is within its limits.
std::size_t depth_of(std::string_view page) {
  std::string room;
  const std::string_view html = html::within_limits(page, room);
  html::Arena arena((64 << 20) + 64 * html.size());
  const GumboOutput* tree = html::parse(html, arena);
  REQUIRE(tree != nullptr);
  std::size_t deepest = 0;
  std::vector<std::pair<const GumboNode*, std::size_t>> open{{tree->root, 1}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    deepest = std::max(deepest, depth);
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
      open.emplace_back(static_cast<const GumboNode*>(children.data[i]), depth + 1);
  }
  return deepest;
}

}  // namespace

TEST_CASE("pages as people write them are left alone") {
  for (const std::string& page :
       {times(3000, "<p>One <b>bold</b><br> <i>word</I>.\n") + "<ul>" + times(3000, "<li>a") +
            "</ul>",
        times(3000, "<div><span>never closed</div>"), times(3000, "<a name=x>a "),
        "<table>" + times(2000, "<tr><td>a<td><div>b") + "</table>", times(2000, "<b><i>x</b></i>"),
        "<script>" + times(2000, "'<div>'") + "</script>", times(2000, "<!-- <div> -->"),
        times(2000, "<input value='<div>'>"), "<svg>" + times(2000, "<path d='M0'/>") + "</svg>",
        "<select>" + times(2000, "<option>a</option>") + "</select>",
        times(2000, "<dl><dt>a<dd>b</dl>"), times(700, "<x-item>a</x-item>"),
        std::string("<p a='>' b=\"<i>\" c=<i d>x</p>")}) {
    CHECK(limited(page) == page);
  }
}

TEST_CASE("start tags beyond the limit are left out, and their text stays") {
  const std::string page =
      times(600, "<div>") + "<script>hidden <b></script>x" + times(600, "</div>") + "y";
  CHECK(limited(page) == times(512, "<div>") + times(88, " ") + "<script>hidden <b></script>x" +
                             times(600, "</div>") + "y");
  html::PageText out;
  REQUIRE(html::page_text(page, out));
  CHECK(out.text == "x\ny\n");
}

TEST_CASE("attributes beyond the limit are left out") {
  std::string kept = "<p", more;
  for (int i = 0; i < 512; ++i) kept += " a" + std::to_string(i) + "='>'";
  for (int i = 0; i < 100; ++i) more += " b" + std::to_string(i);
  CHECK(limited(kept + ">x") == kept + ">x");
  CHECK(limited(kept + more + ">x</p><i " + "c>") == kept + "  >x</p><i c>");
}

TEST_CASE("the tree is no deeper than the limit, whatever is done to hide the nesting") {
  for (const char* unit :
       {"<div>", "<ul></x><li>", "<ul><table></ul></table>", "<svg><span><foo/>", "<x-a></x-b>",
        "<li><section>", "<b><p></b>", "<object></p>", "<select><title></select><div>",
        "<svg><title><div>", "<!--><div>", "<math><mi><foo/>", "<table><td><ul></table>",
        "<dd><div>", "<svg><desc><table></svg>", "<button><p><object>", "<font size=1>",
        "<ruby><rt>"}) {
    INFO(unit);
    CHECK(depth_of(times(3000, unit) + "x") <= 2 * html::most_open);
  }
}
