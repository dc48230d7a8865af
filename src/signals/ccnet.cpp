#include "signals/families.h"

// The length signals of CCNet (Wenzek et al. 2019, arxiv.org/abs/1911.00359;
// cc_net/process_wet_file.py) under the names that RedPajama-v2 gives them. Its original_length and
// original_nlines are those of the page before paragraphs were dropped: run this on the page and on
// what is left.

namespace dechaff::signals {
namespace {

void compute(const Subject& subject, double* out) {
  const TextColumns& t = subject.columns;
  *out++ = t.characters;
  *out++ = static_cast<double>(t.lines.size());
}

}  // namespace

std::vector<Group> ccnet_groups() {
  return {{"CCNet, arxiv.org/abs/1911.00359",
           {{"ccnet_length", "characters", "code points of the text"},
            {"ccnet_nlines", "lines", "line feeds and one more"}},
           0,
           compute}};
}

}  // namespace dechaff::signals
