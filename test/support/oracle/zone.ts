/** Where a customer's clock is: as the profile says, else the region, the country, the company. */
import { zonePlaces } from '../../../functions/domain/occasions/zone-places.ts'
import type { WorldCustomer } from '../world/customer.ts'

const places = new Map(
  zonePlaces.map(({ country, region, zone }) => [`${country}/${region}`, zone]),
)

export function zoneOf(
  { timezone, country, region }: WorldCustomer,
  companyZone: string,
  zones: ReadonlySet<string>,
): string {
  if (timezone !== null && zones.has(timezone)) return timezone
  const place = country?.toLowerCase()
  return (
    (region !== null ? places.get(`${place}/${region.toLowerCase()}`) : undefined) ??
    places.get(`${place}/`) ??
    companyZone
  )
}
