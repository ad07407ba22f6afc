import { AMERICAS } from './americas';
import { EASTERN_EUROPE } from './easternEurope';
import { ELSEWHERE } from './elsewhere';
import type { Countries } from './rules';
import { WESTERN_EUROPE } from './westernEurope';

/** The countries whose holidays are known, as they are from 2020 on. */
export const COUNTRIES: Countries = { ...WESTERN_EUROPE, ...EASTERN_EUROPE, ...AMERICAS, ...ELSEWHERE };
