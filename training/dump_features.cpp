// Writes the features of pages for the trainer, so that training and inference share one
// implementation. Reads pages from stdin, each as a decimal count of bytes, a line feed and the
// page; `--time N` scores speed instead.
//
// First u32 row_feature_count, u32 page_feature_count. Then for every page, little-endian: u32
// rows, u32 tokens; rows × u32 first line; rows × u32 one past the last line; rows ×
// row_feature_count f32; page_feature_count f32; (rows + 1) × u32 token offsets; tokens × u32; rows
// × f32 words.
//
// `--evidence` reads pages with a form, each as "text 123", "md 123" or "html 123", a line feed and
// the page (123 bytes of UTF-8), and writes what the input says of the lines as well:
//
// Once, at the head: "DCFE"; u32 version (2), u32 row_feature_count, u32 page_feature_count, u32
// evidence_feature_count. `--names` prints the columns' names instead, one a line: rows, page,
// evidence.
//
// For every page: u32 1 (0: the page cannot be read in its form, and nothing of it follows). The
// features as above, of the lines' shown text, but of "text" of the lines as they are. Then u32 1
// where markup is known, else 0 and none of this: u32 evidence tokens; rows ×
// evidence_feature_count f32; (rows + 1) × u32 offsets into the evidence tokens; evidence tokens ×
// u32. Then u32 lines, u32 bytes, and so many bytes of text: every line's shown text with a line
// feed, in order; the rows' lines count these. Lines of marks alone are empty and in no row. Of
// "html" they are the lines that dechaff --html makes of the page. Then seven facts, each as u32
// bytes and the bytes: title, og:title, site name, author, date, canonical address, language.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/markdown.h"
#include "evidence/page_text.h"
#include "evidence/plain.h"
#include "model/evidence_features.h"
#include "model/features.h"
#include "text/lines.h"

namespace {

using dechaff::PageFeatures;

/// `form` gets the word before the count, if there is one.
bool read_page(std::string& page, std::string& form) {
  char head[64];
  if (std::fgets(head, sizeof head, stdin) == nullptr) return false;
  char* count = head;
  while (*count >= 'a' && *count <= 'z') ++count;
  form.assign(head, count);
  page.resize(std::strtoul(count, nullptr, 10));
  return std::fread(page.data(), 1, page.size(), stdin) == page.size();
}

void split(const std::string& page, std::vector<std::string_view>& lines) {
  lines.clear();
  std::string_view rest = page;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    lines.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
}

template <class T>
void put(const T* values, std::size_t count) {
  std::fwrite(values, sizeof(T), count, stdout);
}

void write(const PageFeatures& f) {
  const auto rows = static_cast<std::uint32_t>(f.blocks.size());
  const auto tokens = static_cast<std::uint32_t>(f.scan.tokens.size());
  put(&rows, 1);
  put(&tokens, 1);
  std::vector<std::uint32_t> column;
  for (const auto& b : f.blocks) column.push_back(b.begin);
  for (const auto& b : f.blocks) column.push_back(b.end);
  put(column.data(), column.size());
  put(f.rows.data(), f.rows.size());
  put(f.page.data(), f.page.size());
  column.clear();
  for (const auto& s : f.scan.blocks) column.push_back(s.token_begin);
  column.push_back(tokens);
  put(column.data(), column.size());
  put(f.scan.tokens.data(), f.scan.tokens.size());
  put(f.words.data(), f.words.size());
}

/// A page of any form as lines with their evidence.
struct Lines {
  dechaff::html::PageText html;
  dechaff::evidence::Evidence evidence;
  dechaff::evidence::Blocks blocks;
  std::vector<dechaff::text::Line> lines;
  std::vector<std::string_view> shown;

  bool read(std::string_view page, std::string_view form) {
    if (form == "html") {
      if (!dechaff::html::page_text(page, html, evidence)) return false;
      page = html.text;
    }
    lines.clear();
    dechaff::text::split_lines(page, lines);
    if (form == "md" && !read_markdown(page, lines, blocks, evidence)) return false;
    if (form == "text") dechaff::evidence::read_plain(page, lines, evidence);
    if (evidence.lines() != lines.size()) return false;
    shown.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto line = page.substr(lines[i].begin, lines[i].end - lines[i].begin);
      shown.push_back(form == "text" ? line : evidence.shown(i, line));
    }
    return true;
  }
};

void put_number(std::size_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  put(&number, 1);
}

void put_text(std::string_view text) {
  put_number(text.size());
  put(text.data(), text.size());
}

void write_evidence(const Lines& page, const dechaff::EvidenceFeatures& f) {
  put_number(f.known ? 1 : 0);
  if (f.known) {
    put_number(f.tokens.size());
    put(f.rows.data(), f.rows.size());
    put(f.offsets.data(), f.offsets.size());
    put(f.tokens.data(), f.tokens.size());
  }
  put_number(page.shown.size());
  std::string text;
  for (const std::string_view line : page.shown) text.append(line).append(1, '\n');
  put_text(text);
  const auto& facts = page.evidence.facts;
  for (const std::string* fact : {&facts.title, &facts.og_title, &facts.site_name, &facts.author,
                                  &facts.published, &facts.canonical, &facts.language}) {
    put_text(*fact);
  }
}

void dump_with_evidence() {
  put("DCFE", 4);
  put_number(2);
  put_number(dechaff::row_feature_count);
  put_number(dechaff::page_feature_count);
  put_number(dechaff::evidence_feature_count);
  std::string page, form;
  Lines lines;
  PageFeatures features;
  dechaff::EvidenceFeatures more;
  while (read_page(page, form)) {
    const bool readable = lines.read(page, form);
    put_number(readable ? 1 : 0);
    if (readable) {
      compute_features(lines.shown, features);
      compute_evidence_features(lines.evidence, lines.shown, features.blocks, more);
      write(features);
      write_evidence(lines, more);
    }
    std::fflush(stdout);
  }
}

void print_names() {
  for (const auto& its : dechaff::row_feature_names) std::puts(std::string(its.name).c_str());
  for (const auto& its : dechaff::page_feature_names) std::puts(std::string(its.name).c_str());
  for (const auto name : dechaff::evidence_feature_names) std::puts(std::string(name).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--names") return print_names(), 0;
  if (argc == 2 && std::string_view(argv[1]) == "--evidence") return dump_with_evidence(), 0;
  const int rounds = argc == 3 && std::string_view(argv[1]) == "--time" ? std::atoi(argv[2]) : 0;
  PageFeatures features;
  std::vector<std::string_view> lines;
  std::string page, form;
  std::size_t bytes = 0;
  double seconds = 0;
  if (rounds == 0) {
    const std::uint32_t sizes[] = {dechaff::row_feature_count, dechaff::page_feature_count};
    put(sizes, 2);
  }
  while (read_page(page, form)) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < (rounds == 0 ? 1 : rounds); ++i) {
      split(page, lines);
      compute_features(lines, features);
    }
    bytes += page.size() * static_cast<std::size_t>(rounds);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (rounds == 0) write(features);
  }
  if (rounds != 0) std::fprintf(stderr, "%.1f MB/s\n", static_cast<double>(bytes) / seconds / 1e6);
  return 0;
}
