#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/document.h"
#include "learn/page_lines.h"
#include "rules/pack.h"

namespace dechaff::learn {

/// The lines of a learned pack, to be found by host and text. Immutable after construction and safe
/// to share between threads.
class SitePack {
 public:
  explicit SitePack(const std::vector<rules::SiteLine>& lines);
  /// Reads a pack file. Throws Error with path:line:col.
  explicit SitePack(const std::string& path);

  struct Entry {
    Zones zones;
    bool above_text;
    float share;
  };
  using Site = std::unordered_map<std::uint64_t, Entry>;

  /// The lines of a site by the key of their folded form (key_of); null when none are known.
  const Site* find(std::string_view host) const;

 private:
  std::unordered_map<std::string, Site> sites_;
};

/// Packs by their path, each read once for all workers. Thread-safe.
class SitePacks {
 public:
  /// Throws Error.
  std::shared_ptr<const SitePack> get(const std::string& path) const;

 private:
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const SitePack>> packs_;
};

/// A line of a page that is its site's, not its own.
struct SiteLineHit {
  std::size_t line;
  float share;
};

/// The lines of `document` that go: those of the site that stand where the site has them, beside
/// another one of the site or at an end of the page, and not where a title of the page's own would
/// stand (above_own_prose), unless the site's line often stands there. Needs
/// `lines.measure()`. O(bytes).
void find_site_lines(const SitePack::Site& site, const Document& document,
                     std::vector<PageLine>& work_space, std::vector<SiteLineHit>& out);

}  // namespace dechaff::learn
