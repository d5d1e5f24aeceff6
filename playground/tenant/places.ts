/** Where people are. The country zones differ, so that a digest has prime times to show. */
export interface Place {
  city: string;
  country: string;
  country3: string;
  countryName: string;
  continent: string;
  latitude: number;
  longitude: number;
  zone: string;
}

const sweden = { country: 'SE', country3: 'SWE', countryName: 'Sweden', continent: 'EU', zone: 'Europe/Stockholm' };
const germany = { country: 'DE', country3: 'DEU', countryName: 'Germany', continent: 'EU', zone: 'Europe/Berlin' };
const britain = {
  country: 'GB',
  country3: 'GBR',
  countryName: 'United Kingdom',
  continent: 'EU',
  zone: 'Europe/London',
};
const portugal = { country: 'PT', country3: 'PRT', countryName: 'Portugal', continent: 'EU', zone: 'Europe/Lisbon' };
const states = {
  country: 'US',
  country3: 'USA',
  countryName: 'United States',
  continent: 'NA',
  zone: 'America/New_York',
};
const japan = { country: 'JP', country3: 'JPN', countryName: 'Japan', continent: 'AS', zone: 'Asia/Tokyo' };

export const GOTHENBURG: Place = { city: 'Gothenburg', latitude: 57.7, longitude: 12, ...sweden };
export const UPPSALA: Place = { city: 'Uppsala', latitude: 59.9, longitude: 17.6, ...sweden };
export const HAMBURG: Place = { city: 'Hamburg', latitude: 53.6, longitude: 10, ...germany };
export const LEIPZIG: Place = { city: 'Leipzig', latitude: 51.3, longitude: 12.4, ...germany };
export const LEEDS: Place = { city: 'Leeds', latitude: 53.8, longitude: -1.5, ...britain };
export const PORTO: Place = { city: 'Porto', latitude: 41.1, longitude: -8.6, ...portugal };
export const BOSTON: Place = { city: 'Boston', latitude: 42.4, longitude: -71.1, ...states };
export const KYOTO: Place = { city: 'Kyoto', latitude: 35, longitude: 135.8, ...japan };

/** How the customers are spread. */
export const CUSTOMERS: readonly (readonly [Place, number])[] = [
  [GOTHENBURG, 22],
  [UPPSALA, 12],
  [HAMBURG, 18],
  [LEIPZIG, 12],
  [LEEDS, 14],
  [PORTO, 8],
  [BOSTON, 10],
  [KYOTO, 4],
];

/** `location_info` as Auth0 derives it from the address. */
export function locationInfo(place: Place): Record<string, unknown> {
  return {
    country_code: place.country,
    country_code3: place.country3,
    country_name: place.countryName,
    city_name: place.city,
    latitude: place.latitude,
    longitude: place.longitude,
    time_zone: place.zone,
    continent_code: place.continent,
  };
}
