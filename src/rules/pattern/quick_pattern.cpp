#include "rules/pattern/quick_pattern.h"

#include <algorithm>

#include "text/case.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

using Step = Program::Step;
using Kind = Step::Kind;

constexpr std::uint32_t most_steps = 6000;
constexpr std::size_t most_open = 512;  // ways not yet tried

/// A place to go on from when a way fails: at `low`..`at`, the last first.
struct Way {
  std::uint32_t step, at, low;
};

bool word_border(const std::vector<char32_t>& points, std::size_t at) {
  const bool before = at > 0 && is_ascii_word(points[at - 1]);
  return before != (at < points.size() && is_ascii_word(points[at]));
}

}  // namespace

void DecodedLine::assign(std::string_view line) {
  points.clear();
  folded.clear();
  valid = true;
  for (std::size_t at = 0; at < line.size();) {
    const auto byte = static_cast<unsigned char>(line[at]);
    if (byte < 0x80) {
      points.push_back(byte);
      folded.push_back(byte >= 'A' && byte <= 'Z' ? byte | 0x20U : byte);
      ++at;
      continue;
    }
    const text::Decoded d = text::decode(line, at);
    valid = valid && d.valid();
    points.push_back(d.c);
    folded.push_back(text::fold_case(d.c));
    at += d.bytes;
  }
}

QuickPattern::QuickPattern(std::string_view pattern) {
  std::optional<Syntax> syntax = parse_pattern(pattern);
  std::optional<Program> program = syntax ? compile_pattern(std::move(*syntax)) : std::nullopt;
  if (!program) return;
  program_ = std::move(*program);
  for (const CodePoints& set : program_.sets) has_properties_ = has_properties_ || set.properties;
  find_first();
  find_last();
}

/// Walks to the first step of every way that takes a code point.
void QuickPattern::find_first() {
  const std::size_t n = program_.steps.size();
  std::vector<std::uint8_t> seen(2 * n, 0);  // of a step: behind a begin, or not
  std::vector<std::size_t> open = {0};
  while (!open.empty()) {
    const std::size_t at = open.back() % n;
    const std::size_t begun = open.back() - at;  // n when only the begin of the line will do
    open.pop_back();
    if (seen[at + begun] != 0) continue;
    seen[at + begun] = 1;
    const Step& step = program_.steps[at];
    switch (step.kind) {
      case Kind::fork:
        open.push_back(step.other + begun);
        [[fallthrough]];
      case Kind::jump:
        open.push_back(step.to + begun);
        break;
      case Kind::begin:
        open.push_back(at + 1 + n);
        break;
      case Kind::word_border:
        open.push_back(at + 1 + begun);
        break;
      case Kind::end:
      case Kind::match:
        may_be_empty_ = true;
        anchored_ = anchored_ && begun != 0;
        break;
      default:
        anchored_ = anchored_ && begun != 0;
        for (const std::size_t half : {0U, 1U}) first_[half] |= program_.ascii_of(step)[half];
        if (step.run && step.least == 0) open.push_back(at + 1 + begun);
    }
  }
}

/// Finds the steps from which a match is reached without a code point more.
void QuickPattern::find_last() {
  const std::size_t n = program_.steps.size();
  std::vector<std::uint8_t> done(n, 0), free(n, 0);  // free: not even the end of the line is needed
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = n; i-- > 0;) {
      const Step& step = program_.steps[i];
      std::uint8_t reaches = 0, freely = 0;
      const auto go = [&](std::size_t to) {
        reaches |= done[to];
        freely |= free[to];
      };
      if (step.kind == Kind::match) {
        reaches = freely = 1;
      } else if (step.kind == Kind::fork) {
        go(step.to);
        go(step.other);
      } else if (step.kind == Kind::jump) {
        go(step.to);
      } else if (step.kind == Kind::end) {
        reaches = done[i + 1];
      } else if (!step.takes_one() || (step.run && step.least == 0)) {
        go(i + 1);
      }
      again = again || reaches != done[i] || freely != free[i];
      done[i] = reaches;
      free[i] = freely;
    }
  }
  to_the_end_ = done[0] == 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!program_.steps[i].takes_one() || done[i + 1] == 0) continue;
    to_the_end_ = to_the_end_ && free[i + 1] == 0;
    for (const std::size_t half : {0U, 1U})
      last_[half] |= program_.ascii_of(program_.steps[i])[half];
  }
}

QuickPattern::Answer QuickPattern::matches(const DecodedLine& line) const {
  if (!known() || !line.valid) return Answer::unsure;
  if (has_properties_ && std::any_of(line.points.begin(), line.points.end(),
                                     [](char32_t c) { return c >= 0x10000; })) {
    return Answer::unsure;
  }
  std::uint32_t steps = 0;
  const std::size_t size = line.points.size();
  if (to_the_end_) {
    if (size == 0) return Answer::no;
    const char32_t c = line.points.back();
    if (c < 128 && !holds(last_, c)) return Answer::no;
  }
  for (std::size_t start = 0; start <= size; ++start) {
    if (start > 0 && anchored_) return Answer::no;
    if (!may_be_empty_) {
      if (start == size) return Answer::no;
      const char32_t c = line.points[start];
      if (c < 128 && !holds(first_, c)) continue;
    }
    const Answer answer = from(line, start, steps);
    if (answer != Answer::no) return answer;
  }
  return Answer::no;
}

QuickPattern::Answer QuickPattern::from(const DecodedLine& line, std::size_t start,
                                        std::uint32_t& steps) const {
  std::array<Way, most_open> open;
  std::size_t ways = 0;
  const auto size = static_cast<std::uint32_t>(line.points.size());
  const char32_t* const points = line.points.data();
  const char32_t* const folded = line.folded.data();
  std::uint32_t pc = 0;
  auto at = static_cast<std::uint32_t>(start);
  while (true) {
    if (++steps > most_steps) return Answer::unsure;
    const Step& step = program_.steps[pc];
    bool fits = true;
    switch (step.kind) {
      case Kind::match:
        return Answer::yes;
      case Kind::begin:
        fits = at == 0;
        ++pc;
        break;
      case Kind::end:
        fits = at == size;
        ++pc;
        break;
      case Kind::word_border:
        fits = word_border(line.points, at);
        ++pc;
        break;
      case Kind::jump:
        pc = step.to;
        break;
      case Kind::fork: {
        const Step& next = program_.steps[step.to];
        if (next.takes_one() && next.least > 0 &&
            (at == size || !program_.takes(next, points[at], folded[at]))) {
          pc = step.other;
          break;
        }
        if (ways == most_open) return Answer::unsure;
        open[ways++] = {step.other, at, at};
        pc = step.to;
        break;
      }
      default: {
        if (!step.run) {
          fits = at < size && program_.takes(step, points[at], folded[at]);
          ++at;
          ++pc;
          break;
        }
        const std::uint32_t begin = at;
        const std::uint32_t stop = step.most < size - at ? at + step.most : size;
        while (at < stop && program_.takes(step, points[at], folded[at])) ++at;
        steps += (at - begin) / 8;
        fits = at - begin >= step.least;
        ++pc;
        if (fits && at - begin > step.least) {
          if (ways == most_open) return Answer::unsure;
          open[ways++] = {pc, at - 1, begin + step.least};
        }
      }
    }
    if (fits) continue;
    // The last way not yet tried; of a run only the places where the next step can go on.
    while (true) {
      if (ways == 0) return Answer::no;
      Way& way = open[ways - 1];
      pc = way.step;
      at = way.at;
      const Step& next = program_.steps[pc];
      if (way.low < at && next.takes_one() && next.least > 0) {
        while (at > way.low && !program_.takes(next, points[at], folded[at])) --at;
        steps += (way.at - at) / 8;
      }
      if (at > way.low) {
        way.at = at - 1;
      } else {
        --ways;
      }
      break;
    }
  }
}

}  // namespace dechaff::rules
