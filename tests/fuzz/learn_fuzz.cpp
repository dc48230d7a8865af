// Pages of any bytes, by hosts: what is learned is the same for one worker and three, comes out of
// the pack as it went in, and is found again on the pages in order.

#include <algorithm>
#include <cstdlib>

#include "core/error.h"
#include "learn/learn.h"
#include "learn/pack_writer.h"
#include "learn/site_pack.h"
#include "scratch_file.h"
#include "text/utf8.h"

using namespace dechaff;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

/// The same lines, in the same order, as a rule pack; those that are no UTF-8 are left out.
void must_load(const learn::LearnedSites& sites, const std::string& pack) {
  const ScratchFile file(pack, ".toml");
  const std::vector<rules::SiteLine> lines = rules::load_file(file.path()).lines;
  std::size_t at = 0;
  for (const auto& [host, site] : sites) {
    for (const learn::LearnedLine& line : site.lines) {
      must(line.pages >= 2 && line.pages <= site.pages && !line.zones.empty());
      if (!text::is_valid(line.text)) continue;
      must(at < lines.size() && lines[at].host == host && lines[at].text == line.text);
      must(lines[at].zones == line.zones && lines[at].above_text == line.above_text);
      ++at;
    }
  }
  must(at == lines.size());
}

}  // namespace

/// The first bytes say format and HTML; how many pages a site needs, and the share of them;
/// counters a site, and memory; batch and host.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 4;
  if (size < head) return 0;
  const ScratchFile file(data + head, size - head, ".in");
  learn::PageOptions pages;
  pages.files = {file.path()};
  pages.reading.format = static_cast<formats::Format>(data[0] % 12);
  pages.reading.html = (data[0] & 32U) != 0;
  if ((data[3] & 1U) != 0) pages.host = "a.example";
  learn::LearnOptions how;
  how.min_pages = 1U + data[1] % 4U;
  how.min_share = 0.1 * (1 + data[1] / 4 % 10);
  how.most_lines = 1U + data[2] % 32U;
  if (data[2] >= 128) how.memory = 4096;
  if (data[2] >= 192) how.most_pages = 3;

  learn::LearnTotals totals, again;
  const learn::LearnedSites sites = learn::learn(pages, how, totals);
  const std::string pack = learn::write_pack(sites, how);
  must_load(sites, pack);

  pages.jobs = 3;
  pages.reading.batch = 1U + data[3];
  must(learn::write_pack(learn::learn(pages, how, again), how) == pack);
  must(again.pages == totals.pages && again.homeless == totals.homeless);

  const ScratchFile written(pack, ".toml");
  const learn::SitePack learned(written.path());
  std::vector<learn::PageLine> work;
  std::vector<learn::SiteLineHit> hits;
  learn::each_page(pages, [&](const std::string& host, const Document& page, const auto&) {
    const learn::SitePack::Site* site = learned.find(host);
    if (site == nullptr) return;
    learn::find_site_lines(*site, page, work, hits);
    for (std::size_t i = 0; i < hits.size(); ++i) {
      must(hits[i].line < page.lines.size() && hits[i].share >= 0 && hits[i].share <= 1);
      must(i == 0 || hits[i - 1].line < hits[i].line);
    }
  });
  return 0;
}
