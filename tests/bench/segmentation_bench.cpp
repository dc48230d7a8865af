// How fast lines, sentences and words are found, beside ICU's break iterators, memcpy and each
// other over the same bytes in one run. MB/s of text and CPU second, the median of five rounds.
//
//   segmentation_bench FILE…

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "core/line_table.h"
#include "text/sentences.h"
#include "text/words.h"

using namespace dechaff;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// MB/s of `work` over `bytes` bytes; every round takes a fifth of a second at least.
double speed(std::size_t bytes, const std::function<void()>& work) {
  std::vector<double> rounds;
  for (int i = 0; i < 5; ++i) {
    const double start = cpu_seconds();
    std::size_t done = 0;
    double spent = 0;
    do {
      work();
      done += bytes;
      spent = cpu_seconds() - start;
    } while (spent < 0.2);
    rounds.push_back(static_cast<double>(done) / spent / 1e6);
  }
  std::sort(rounds.begin(), rounds.end());
  return rounds[2];
}

std::size_t icu_boundaries(icu::BreakIterator& breaks, const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  std::size_t count = 0;
  constexpr std::size_t chunk = 4096;  // ICU is fastest so: ../shared/speed.md
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.size(), at + chunk);
    while (end < text.size() && text[end] != '\n') ++end;
    const icu::UnicodeString piece = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data() + at, static_cast<std::int32_t>(end - at)));
    breaks.setText(piece);
    while (breaks.next() != icu::BreakIterator::DONE) ++count;
    at = end;
  }
  (void)error;
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("%-28s %9s %9s %9s %9s %9s %9s %9s %9s\n", "MB/s", "memcpy", "lines", "sentences",
              "ICU", "words", "+ dict.", "counted", "ICU");
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> icu_sentences(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), error));
  const std::unique_ptr<icu::BreakIterator> icu_words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
  if (U_FAILURE(error)) return 2;
  volatile std::size_t sink = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    const std::string text = all.str();
    if (text.empty()) continue;
    LineTable lines;
    lines.assign(text);
    std::string copy(text.size(), '\0');
    std::vector<Span> spans;
    text::WordBreaker breaker;
    const auto each_line = [&](auto work) {
      return [&lines, work] {
        for (const std::string_view line : lines.text) work(line);
      };
    };
    std::printf("%-28.28s %9.0f", argv[i], speed(text.size(), [&] {
                  std::memcpy(copy.data(), text.data(), text.size());
                  sink = sink + static_cast<unsigned char>(copy[copy.size() / 2]);
                }));
    LineTable again;
    std::printf(" %9.0f", speed(text.size(), [&] { again.assign(text); }));
    std::printf(" %9.0f", speed(text.size(), each_line([&](std::string_view line) {
                                  spans.clear();
                                  text::split_sentences(line, nullptr, spans);
                                  sink = sink + spans.size();
                                })));
    std::printf(" %9.0f",
                speed(text.size(), [&] { sink = sink + icu_boundaries(*icu_sentences, text); }));
    std::printf(" %9.0f", speed(text.size(), each_line([&](std::string_view line) {
                                  std::size_t count = 0;
                                  text::for_each_word(line, [&count](Span) { ++count; });
                                  sink = sink + count;
                                })));
    std::printf(" %9.0f", speed(text.size(), each_line([&](std::string_view line) {
                                  std::size_t count = 0;
                                  breaker.for_each_word(line, [&count](Span) { ++count; });
                                  sink = sink + count;
                                })));
    std::printf(" %9.0f", speed(text.size(), each_line([&](std::string_view line) {
                                  sink = sink + text::count_words(line);
                                })));
    std::printf(" %9.0f\n",
                speed(text.size(), [&] { sink = sink + icu_boundaries(*icu_words, text); }));
  }
  return 0;
}
