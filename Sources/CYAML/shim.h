#ifndef CONVENE_CYAML_H
#define CONVENE_CYAML_H

#include <yaml.h>

#endif
