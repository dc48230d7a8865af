#include "learn/site_pack.h"

namespace dechaff::learn {

SitePack::SitePack(const std::vector<rules::SiteLine>& lines) {
  std::string folded;
  for (const rules::SiteLine& line : lines) {
    fold_line(trim(line.text), folded);
    if (folded.empty()) continue;
    sites_[line.host].insert_or_assign(key_of(folded),
                                       Entry{line.zones, line.above_text, line.share});
  }
}

SitePack::SitePack(const std::string& path) : SitePack(rules::load_file(path).lines) {}

const SitePack::Site* SitePack::find(std::string_view host) const {
  const auto at = sites_.find(std::string(host));
  return at == sites_.end() ? nullptr : &at->second;
}

std::shared_ptr<const SitePack> SitePacks::get(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  std::shared_ptr<const SitePack>& pack = packs_[path];
  if (!pack) pack = std::make_shared<const SitePack>(path);
  return pack;
}

void find_site_lines(const SitePack::Site& site, const Document& document,
                     std::vector<PageLine>& lines, std::vector<SiteLineHit>& out) {
  out.clear();
  read_lines(document, lines);
  for (PageLine& line : lines) line.common = site.count(line.key) != 0;
  place_lines(lines);
  const auto common = [&](std::size_t i) { return i >= lines.size() || lines[i].common; };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const PageLine& line = lines[i];
    if (!line.common) continue;
    const SitePack::Entry& entry = site.find(line.key)->second;
    if (!entry.zones.has(line.zone)) continue;
    const bool above = common(i - 1), below = common(i + 1);  // i - 1 of 0 is beyond the end
    if (line.bare ? !(above && below) : !(above || below)) continue;
    if (!entry.above_text && above_own_prose(lines, i)) continue;
    out.push_back({line.line, entry.share});
  }
}

}  // namespace dechaff::learn
