#include "learn/learner.h"

#include <algorithm>
#include <cmath>

namespace dechaff::learn {
namespace {

constexpr std::size_t site_bytes = 256;  // of a site without lines, about

std::vector<std::uint64_t> keys_of(const std::vector<PageLine>& lines) {
  std::vector<std::uint64_t> keys;
  keys.reserve(lines.size());
  for (const PageLine& line : lines) keys.push_back(line.key);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::uint64_t mixed(std::uint64_t key) {
  key = (key ^ (key >> 32U)) * 0xD6E8FEB86659FD93U;  // a bijection of 64 bits: no hash is lost
  return key ^ (key >> 32U);
}

/// What tells pages apart whatever the site says on all of them.
std::uint64_t mark_of(const std::vector<PageLine>& lines) {
  std::uint64_t least = UINT64_MAX, least_mixed = UINT64_MAX;
  for (const PageLine& line : lines) {
    if (line.common) continue;
    least = std::min(least, line.key);
    least_mixed = std::min(least_mixed, mixed(line.key));
  }
  return mixed(least) + least_mixed;
}

}  // namespace

void Learner::Neighbours::add(std::uint64_t key) {
  constexpr std::size_t different = 32;
  const auto at = std::find_if(counts.begin(), counts.end(),
                               [key](const auto& entry) { return entry.first == key; });
  if (at != counts.end()) {
    ++at->second;
  } else if (counts.size() < different) {
    counts.emplace_back(key, 1);
  }
}

std::uint32_t Learner::Neighbours::most() const {
  std::uint32_t out = 0;
  for (const auto& entry : counts) out = std::max(out, entry.second);
  return out;
}

void Learner::first_pass(const std::string& host, const std::vector<PageLine>& lines) {
  const auto [at, is_new] = sites_.try_emplace(host, options_.most_lines);
  Site& site = at->second;
  if (site.pages >= options_.most_pages) return;
  ++site.pages;
  const std::size_t before = is_new ? 0 : site_bytes + site.sketch.bytes();
  for (const std::uint64_t key : keys_of(lines)) site.sketch.add(key);
  memory_ += site_bytes + site.sketch.bytes() - before;
  if (memory_ > options_.memory) forget_small_sites();
}

void Learner::forget_small_sites() {
  std::vector<std::pair<std::size_t, const std::string*>> order;
  for (const auto& [host, site] : sites_) order.emplace_back(site.pages, &host);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : *a.second < *b.second;
  });
  for (const auto& [pages, host] : order) {
    if (memory_ <= options_.memory / 4 * 3) break;
    const auto at = sites_.find(*host);
    forgotten_pages_ += at->second.pages;
    memory_ -= site_bytes + at->second.sketch.bytes();
    sites_.erase(at);
  }
}

void Learner::choose() {
  std::erase_if(sites_, [&](const auto& entry) { return entry.second.pages < options_.min_pages; });
  for (auto& [host, site] : sites_) {
    // Duplicates of pages may go later, so a line that is rarer now may do then: half of the share.
    const double least = std::max(2.0, options_.min_share / 2 * static_cast<double>(site.pages));
    for (const LineSketch::Counter& counter : site.sketch.counters()) {
      if (static_cast<double>(counter.count + site.sketch.error()) >= least)
        site.candidates.try_emplace(counter.key);
    }
    site.sketch = LineSketch(0);
  }
}

void Learner::second_pass(const std::string& host, const Document& page,
                          std::vector<PageLine>& lines) {
  const auto found = sites_.find(host);
  if (found == sites_.end() || found->second.read == options_.most_pages) return;
  Site& site = found->second;
  ++site.read;
  for (PageLine& line : lines) line.common = site.candidates.count(line.key) != 0;
  if (!site.seen.insert(mark_of(lines)).second) return;
  ++site.different;
  place_lines(lines);
  std::unordered_set<std::uint64_t> on_this_page;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PageLine& line = lines[i];
    if (!line.common) continue;
    Evidence& evidence = site.candidates.find(line.key)->second;
    if (evidence.line.text.empty()) {
      evidence.line.text = trim(page.lines.text[line.line]);
      evidence.line.example = page.id.empty() ? page.source : page.id;
      evidence.prose = line.prose;
      evidence.bare = line.bare;
    }
    // Of several on a page the first one counts.
    if (!on_this_page.insert(line.key).second) continue;
    ++evidence.line.pages;
    ++evidence.at[static_cast<std::size_t>(line.zone)];
    evidence.above_text += above_own_prose(lines, i) ? 1U : 0U;
    evidence.above.add(i > 0 ? lines[i - 1].key : 0);
    evidence.below.add(i + 1 < lines.size() ? lines[i + 1].key : 0);
  }
}

bool Learner::worth_learning(const Evidence& evidence, std::size_t pages) const {
  const auto of = static_cast<double>(evidence.line.pages);
  if (of < 2 || of < options_.min_share * static_cast<double>(pages)) return false;
  const double beside = std::max(evidence.above.most(), evidence.below.most()) / of;
  const bool inside = evidence.at[1] * 2 > evidence.line.pages;
  return !(evidence.prose || evidence.bare || inside) || beside >= 0.6;
}

LearnedSites Learner::finish() {
  LearnedSites out;
  for (auto& [host, site] : sites_) {
    if (site.different < options_.min_pages) continue;
    LearnedSite learned;
    learned.pages = site.different;
    for (auto& [key, evidence] : site.candidates) {
      if (!worth_learning(evidence, site.different)) continue;
      LearnedLine& line = evidence.line;
      for (const Zone zone : all_zones) {
        if (evidence.at[static_cast<std::size_t>(zone)] * 5 >= line.pages) line.zones.add(zone);
      }
      line.above_text = evidence.above_text * 2 >= line.pages;
      learned.lines.push_back(std::move(line));
    }
    if (learned.lines.empty()) continue;
    std::sort(learned.lines.begin(), learned.lines.end(),
              [](const LearnedLine& a, const LearnedLine& b) {
                return a.pages != b.pages ? a.pages > b.pages : a.text < b.text;
              });
    out.emplace(host, std::move(learned));
  }
  sites_.clear();
  return out;
}

}  // namespace dechaff::learn
