#pragma once

#include <vector>

#include "signals/signal.h"

// What each file of this folder gives to the registry.

namespace dechaff::signals {

std::vector<Group> text_groups();  // ours, cheap
std::vector<Group> c4_groups();
std::vector<Group> gopher_groups();  // datatrove's definitions
std::vector<Group> fineweb_groups();
std::vector<Group> redpajama_groups();
std::vector<Group> ccnet_groups();
std::vector<Group> dolma_groups();
std::vector<Group> dclm_groups();
std::vector<Group> nemo_groups();
std::vector<Group> justext_groups();
std::vector<Group> chaff_groups();  // ours, from the decisions of a chain

}  // namespace dechaff::signals
