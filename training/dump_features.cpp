// Writes the features of pages for the trainer, so that training and inference share one
// implementation. Reads pages from stdin, each as a decimal count of bytes, a line feed and the
// page; `--time N` scores speed instead.
//
// First u32 kRowFeatures, u32 kPageFeatures. Then for every page, little-endian: u32 rows, u32
// tokens; rows × u32 first line; rows × u32 one past the last line; rows × kRowFeatures f32;
// kPageFeatures f32; (rows + 1) × u32 token offsets; tokens × u32; rows × f32 words.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "model/features.h"

namespace {

using dechaff::PageFeatures;

bool read_page(std::string& page) {
  char head[32];
  if (std::fgets(head, sizeof head, stdin) == nullptr) return false;
  page.resize(std::strtoul(head, nullptr, 10));
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

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc == 3 && std::string_view(argv[1]) == "--time" ? std::atoi(argv[2]) : 0;
  PageFeatures features;
  std::vector<std::string_view> lines;
  std::string page;
  std::size_t bytes = 0;
  double seconds = 0;
  if (rounds == 0) {
    const std::uint32_t sizes[] = {dechaff::kRowFeatures, dechaff::kPageFeatures};
    put(sizes, 2);
  }
  while (read_page(page)) {
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
