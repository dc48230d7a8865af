#include "dechaff.h"
#include "learn/host.h"
#include "learn/learner.h"
#include "learn/pack_writer.h"

namespace dechaff {

std::string site_of(std::string_view id) { return learn::host_of(id); }

std::string learn_sites(const std::vector<SitePage>& pages, const SiteOptions& options) {
  learn::LearnOptions how;
  how.min_pages = options.min_pages;
  how.min_share = options.min_share;
  learn::Learner learner(how);
  Document document;
  std::vector<learn::PageLine> lines;
  for (const bool first : {true, false}) {
    if (!first) learner.choose();
    for (const SitePage& page : pages) {
      const std::string host = options.host.empty() ? learn::host_of(page.id) : options.host;
      if (host.empty()) continue;
      document.assign(page.text);
      document.id = page.id;
      document.lines.measure();
      learn::read_lines(document, lines);
      if (first) {
        learner.first_pass(host, lines);
      } else {
        learner.second_pass(host, document, lines);
      }
    }
  }
  return learn::write_pack(learner.finish(), how);
}

}  // namespace dechaff
