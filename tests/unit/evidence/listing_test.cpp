// tests/evidence/NAME.{html,md,txt}: a page, and NAME.….expected: what its evidence says, a line
// for each line. DECHAFF_RENEW=1 in the environment writes the expected files: read the difference.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.h"
#include "evidence/markdown.h"
#include "evidence/page_text.h"
#include "evidence/plain.h"

using namespace dechaff;
using evidence::Evidence;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string describe(const evidence::LineEvidence& its) {
  std::ostringstream out;
  if (its.known == evidence::Knowledge::none) return "unknown";
  out << name_of(its.element);
  if (its.level > 0) out << int{its.level};
  if (its.link > 0) out << " link=" << (its.link * 100 + 127) / 255 << '%' << '/' << its.links;
  if (its.depth > 0) out << " depth=" << int{its.depth};
  if (its.siblings > 0) out << " siblings=" << its.siblings;
  if (its.group > 0) out << " group=" << its.group;
  for (unsigned i = 0; i < evidence::region_count; ++i) {
    if ((its.regions >> i & 1U) != 0) out << ' ' << name_of(static_cast<evidence::Region>(i));
  }
  static constexpr std::pair<evidence::Flag, const char*> flags[] = {
      {evidence::is_hidden, "hidden"},  {evidence::has_time, "time"},
      {evidence::has_author, "author"}, {evidence::has_image, "image"},
      {evidence::is_lax, "lax"},        {evidence::whole_link, "whole"},
      {evidence::in_form, "in-form"}};
  for (const auto& [flag, name] : flags) {
    if ((its.flags & flag) != 0) out << " +" << name;
  }
  return out.str();
}

void describe_facts(const evidence::PageFacts& facts, std::ostream& out) {
  const std::pair<const char*, const std::string*> all[] = {
      {"title", &facts.title},         {"og:title", &facts.og_title},
      {"site", &facts.site_name},      {"author", &facts.author},
      {"published", &facts.published}, {"canonical", &facts.canonical},
      {"language", &facts.language}};
  for (const auto& [name, value] : all) {
    if (!value->empty()) out << "fact " << name << ": " << *value << '\n';
  }
}

void describe_blocks(const evidence::Blocks& blocks, std::string_view bytes, std::ostream& out) {
  for (const auto& block : blocks.blocks) {
    out << "block " << block.line_begin + 1 << '-' << block.line_end << ' ' << name_of(block.kind);
    if (block.level > 0) out << int{block.level};
    if (block.setext) out << " setext";
    if (block.lax) out << " lax";
    if (block.fenced) out << " fenced";
    if (block.first_of_item) out << " first-of-item";
    if (block.lists > 0) out << " lists=" << int{block.lists};
    if (block.quotes > 0) out << " quotes=" << int{block.quotes};
    if (!block.language.empty()) out << " language=" << text::slice(bytes, block.language);
    if (!block.name.empty()) out << " name=" << text::slice(bytes, block.name);
    out << '\n';
  }
}

std::string listing(const std::filesystem::path& path) {
  std::string bytes = read(path);
  std::ostringstream out;
  Evidence evidence;
  std::vector<text::Line> lines;
  if (path.extension() == ".html") {
    html::PageText page;
    REQUIRE(html::page_text(bytes, page, evidence));
    bytes = page.text;
    text::split_lines(bytes, lines);
  } else if (path.extension() == ".md") {
    text::split_lines(bytes, lines);
    evidence::Blocks blocks;
    REQUIRE(evidence::read_markdown(bytes, lines, blocks, evidence));
    describe_blocks(blocks, bytes, out);
  } else {
    text::split_lines(bytes, lines);
    evidence::read_plain(bytes, lines, evidence);
  }
  describe_facts(evidence.facts, out);
  REQUIRE(evidence.lines() == lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line =
        std::string_view(bytes).substr(lines[i].begin, lines[i].end - lines[i].begin);
    out << i + 1 << ": " << evidence.shown(i, line) << "\n    " << describe(evidence[i]) << '\n';
  }
  return out.str();
}

}  // namespace

TEST_CASE("what the evidence says of pages, line by line") {
  const bool renew = std::getenv("DECHAFF_RENEW") != nullptr;
  std::size_t pages = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DECHAFF_GOLDEN_DIR "/../evidence")) {
    const std::filesystem::path path = entry.path();
    if (path.extension() == ".expected") continue;
    ++pages;
    INFO(path);
    const std::string found = listing(path);
    if (renew) std::ofstream(path.string() + ".expected", std::ios::binary) << found;
    CHECK(found == read(path.string() + ".expected"));
  }
  CHECK(pages >= 3);
}
