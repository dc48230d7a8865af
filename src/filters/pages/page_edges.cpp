#include "filters/pages/page_edges.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "filters/pages/page_lines.h"

namespace dechaff::pages {
namespace {

constexpr std::size_t depth = 3;  // lines at an edge that may be furniture
constexpr std::size_t near = 4;   // pages on either side: left and right pages differ
constexpr std::size_t few_pages = 4;

/// The lines with text at one edge of a page, from the edge inwards.
struct Edge {
  std::array<std::size_t, depth> line{};
  std::array<std::string, depth> shape;
  std::array<std::optional<EdgeNumber>, depth> number, leading;
  std::size_t size = 0;
};

struct Page {
  std::size_t begin, end;  // lines
  Edge top, foot;
};

void read_edge(const LineTable& lines, const Page& page, bool top, Edge& out) {
  for (std::size_t k = 0; k < page.end - page.begin && out.size < depth; ++k) {
    const std::size_t i = top ? page.begin + k : page.end - 1 - k;
    if (!lines.kept(i) || lines.chars[i] == 0) continue;
    const std::string_view line = trim(lines.text[i]);
    out.line[out.size] = i;
    out.shape[out.size] = shape_of(line);
    out.number[out.size] = edge_number(line);
    if (out.number[out.size] && !out.number[out.size]->bare)
      out.leading[out.size] = leading_number(line);
    ++out.size;
  }
}

std::vector<Page> pages_of(const LineTable& lines) {
  std::vector<Page> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > begin && lines.text[i].find('\f') != std::string_view::npos) {
      out.push_back({begin, i, {}, {}});
      begin = i;
    }
  }
  if (begin < lines.size()) out.push_back({begin, lines.size(), {}, {}});
  for (Page& page : out) {
    read_edge(lines, page, true, page.top);
    read_edge(lines, page, false, page.foot);
  }
  return out;
}

bool counts_with(const std::optional<EdgeNumber>& a, const std::optional<EdgeNumber>& b,
                 std::int64_t pages) {
  return a && b && a->bare == b->bare && std::int64_t(a->value) - std::int64_t(b->value) == pages;
}

/// Whether the line at depth `d` says the same on pages near by, or counts with them: on two of
/// them, or on one of a few pages.
bool runs(const std::vector<Page>& pages, std::size_t p, bool top, std::size_t d) {
  const Edge& here = top ? pages[p].top : pages[p].foot;
  std::size_t same = 0, count = 0;
  for (std::size_t q = p >= near ? p - near : 0; q <= std::min(pages.size() - 1, p + near); ++q) {
    if (q == p) continue;
    const Edge& other = top ? pages[q].top : pages[q].foot;
    if (d >= other.size) continue;
    const std::int64_t apart = std::int64_t(p) - std::int64_t(q);
    count += counts_with(here.number[d], other.number[d], apart) ||
                     counts_with(here.leading[d], other.leading[d], apart)
                 ? 1U
                 : 0U;
    const bool numbered = here.shape[d].find('#') != std::string::npos;
    same += here.shape[d] == other.shape[d] && !numbered ? 1U : 0U;
  }
  const std::size_t least = pages.size() < few_pages ? 1 : 2;
  return same >= least || count >= least;
}

}  // namespace

bool find_at_form_feeds(const LineTable& lines, std::vector<Furniture>& out) {
  const auto feed = [](std::string_view line) { return line.find('\f') != std::string_view::npos; };
  if (std::none_of(lines.text.begin(), lines.text.end(), feed)) return false;
  const std::vector<Page> pages = pages_of(lines);
  bool any = false;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    for (const bool top : {true, false}) {
      const Edge& edge = top ? pages[p].top : pages[p].foot;
      for (std::size_t d = 0; d < edge.size && runs(pages, p, top, d); ++d) {
        const bool bare = edge.number[d] && edge.number[d]->bare;
        if (p == 0 && top && !bare) continue;  // it may be the title
        out[edge.line[d]] = bare ? Furniture::number : Furniture::running;
        any = true;
      }
    }
  }
  return any;
}

}  // namespace dechaff::pages
