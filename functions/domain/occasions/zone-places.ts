/** Which zone a country or region keeps, for customers whose profile names none. */
import { countryNames } from '../features/countries.ts'

export interface ZonePlace {
  /** A code or name of the country, in lower case. */
  readonly country: string
  /** A code or name of the region, in lower case; empty for the country as a whole. */
  readonly region: string
  readonly zone: string
}

/** Countries that the IANA time zone database's zone.tab (2025b, public domain) gives one zone. */
const oneZone = `
  AD=Europe/Andorra AE=Asia/Dubai AF=Asia/Kabul AG=America/Antigua AI=America/Anguilla
  AL=Europe/Tirane AM=Asia/Yerevan AO=Africa/Luanda AS=Pacific/Pago_Pago AT=Europe/Vienna
  AW=America/Aruba AX=Europe/Mariehamn AZ=Asia/Baku BA=Europe/Sarajevo BB=America/Barbados
  BD=Asia/Dhaka BE=Europe/Brussels BF=Africa/Ouagadougou BG=Europe/Sofia BH=Asia/Bahrain
  BI=Africa/Bujumbura BJ=Africa/Porto-Novo BL=America/St_Barthelemy BM=Atlantic/Bermuda
  BN=Asia/Brunei BO=America/La_Paz BQ=America/Kralendijk BS=America/Nassau BT=Asia/Thimphu
  BW=Africa/Gaborone BY=Europe/Minsk BZ=America/Belize CC=Indian/Cocos CF=Africa/Bangui
  CG=Africa/Brazzaville CH=Europe/Zurich CI=Africa/Abidjan CK=Pacific/Rarotonga CM=Africa/Douala
  CO=America/Bogota CR=America/Costa_Rica CU=America/Havana CV=Atlantic/Cape_Verde
  CW=America/Curacao CX=Indian/Christmas CZ=Europe/Prague DJ=Africa/Djibouti DK=Europe/Copenhagen
  DM=America/Dominica DO=America/Santo_Domingo DZ=Africa/Algiers EE=Europe/Tallinn EG=Africa/Cairo
  EH=Africa/El_Aaiun ER=Africa/Asmara ET=Africa/Addis_Ababa FI=Europe/Helsinki FJ=Pacific/Fiji
  FK=Atlantic/Stanley FO=Atlantic/Faroe FR=Europe/Paris GA=Africa/Libreville GB=Europe/London
  GD=America/Grenada GE=Asia/Tbilisi GF=America/Cayenne GG=Europe/Guernsey GH=Africa/Accra
  GI=Europe/Gibraltar GM=Africa/Banjul GN=Africa/Conakry GP=America/Guadeloupe GQ=Africa/Malabo
  GR=Europe/Athens GS=Atlantic/South_Georgia GT=America/Guatemala GU=Pacific/Guam GW=Africa/Bissau
  GY=America/Guyana HK=Asia/Hong_Kong HN=America/Tegucigalpa HR=Europe/Zagreb
  HT=America/Port-au-Prince HU=Europe/Budapest IE=Europe/Dublin IL=Asia/Jerusalem
  IM=Europe/Isle_of_Man IN=Asia/Kolkata IO=Indian/Chagos IQ=Asia/Baghdad IR=Asia/Tehran
  IS=Atlantic/Reykjavik IT=Europe/Rome JE=Europe/Jersey JM=America/Jamaica JO=Asia/Amman
  JP=Asia/Tokyo KE=Africa/Nairobi KG=Asia/Bishkek KH=Asia/Phnom_Penh KM=Indian/Comoro
  KN=America/St_Kitts KP=Asia/Pyongyang KR=Asia/Seoul KW=Asia/Kuwait KY=America/Cayman
  LA=Asia/Vientiane LB=Asia/Beirut LC=America/St_Lucia LI=Europe/Vaduz LK=Asia/Colombo
  LR=Africa/Monrovia LS=Africa/Maseru LT=Europe/Vilnius LU=Europe/Luxembourg LV=Europe/Riga
  LY=Africa/Tripoli MA=Africa/Casablanca MC=Europe/Monaco MD=Europe/Chisinau ME=Europe/Podgorica
  MF=America/Marigot MG=Indian/Antananarivo MK=Europe/Skopje ML=Africa/Bamako MM=Asia/Yangon
  MO=Asia/Macau MP=Pacific/Saipan MQ=America/Martinique MR=Africa/Nouakchott MS=America/Montserrat
  MT=Europe/Malta MU=Indian/Mauritius MV=Indian/Maldives MW=Africa/Blantyre MZ=Africa/Maputo
  NA=Africa/Windhoek NC=Pacific/Noumea NE=Africa/Niamey NF=Pacific/Norfolk NG=Africa/Lagos
  NI=America/Managua NL=Europe/Amsterdam NO=Europe/Oslo NP=Asia/Kathmandu NR=Pacific/Nauru
  NU=Pacific/Niue OM=Asia/Muscat PA=America/Panama PE=America/Lima PH=Asia/Manila PK=Asia/Karachi
  PL=Europe/Warsaw PM=America/Miquelon PN=Pacific/Pitcairn PR=America/Puerto_Rico PW=Pacific/Palau
  PY=America/Asuncion QA=Asia/Qatar RE=Indian/Reunion RO=Europe/Bucharest RS=Europe/Belgrade
  RW=Africa/Kigali SA=Asia/Riyadh SB=Pacific/Guadalcanal SC=Indian/Mahe SD=Africa/Khartoum
  SE=Europe/Stockholm SG=Asia/Singapore SH=Atlantic/St_Helena SI=Europe/Ljubljana
  SJ=Arctic/Longyearbyen SK=Europe/Bratislava SL=Africa/Freetown SM=Europe/San_Marino
  SN=Africa/Dakar SO=Africa/Mogadishu SR=America/Paramaribo SS=Africa/Juba ST=Africa/Sao_Tome
  SV=America/El_Salvador SX=America/Lower_Princes SY=Asia/Damascus SZ=Africa/Mbabane
  TC=America/Grand_Turk TD=Africa/Ndjamena TF=Indian/Kerguelen TG=Africa/Lome TH=Asia/Bangkok
  TJ=Asia/Dushanbe TK=Pacific/Fakaofo TL=Asia/Dili TM=Asia/Ashgabat TN=Africa/Tunis
  TO=Pacific/Tongatapu TR=Europe/Istanbul TT=America/Port_of_Spain TV=Pacific/Funafuti
  TW=Asia/Taipei TZ=Africa/Dar_es_Salaam UG=Africa/Kampala UY=America/Montevideo VA=Europe/Vatican
  VC=America/St_Vincent VE=America/Caracas VG=America/Tortola VI=America/St_Thomas
  VN=Asia/Ho_Chi_Minh VU=Pacific/Efate WF=Pacific/Wallis WS=Pacific/Apia YE=Asia/Aden
  YT=Indian/Mayotte ZA=Africa/Johannesburg ZM=Africa/Lusaka ZW=Africa/Harare`

/** Those with several: the zone in which most of their people live. */
const mostPeople = `
  AR=America/Argentina/Buenos_Aires AU=Australia/Sydney BR=America/Sao_Paulo CA=America/Toronto
  CD=Africa/Kinshasa CL=America/Santiago CN=Asia/Shanghai CY=Asia/Nicosia DE=Europe/Berlin
  EC=America/Guayaquil ES=Europe/Madrid FM=Pacific/Chuuk GL=America/Nuuk ID=Asia/Jakarta
  KI=Pacific/Tarawa KZ=Asia/Almaty MH=Pacific/Majuro MN=Asia/Ulaanbaatar MX=America/Mexico_City
  MY=Asia/Kuala_Lumpur NZ=Pacific/Auckland PF=Pacific/Tahiti PG=Pacific/Port_Moresby
  PS=Asia/Hebron PT=Europe/Lisbon RU=Europe/Moscow UA=Europe/Kyiv US=America/New_York
  UZ=Asia/Tashkent`

/**
 * Regions of countries where the difference tells, after the comments of the same zone.tab; of a region in two zones,
 * the one in which most of its people live. Codes are ISO 3166-2's, then names.
 */
const regions: Readonly<Record<string, string>> = {
  US: `
    America/New_York: CT Connecticut | DE Delaware | DC District of Columbia | Washington DC | Washington, D.C. | FL Florida | GA Georgia | ME Maine | MD Maryland | MA Massachusetts | NH New Hampshire | NJ New Jersey | NY New York | NC North Carolina | OH Ohio | PA Pennsylvania | RI Rhode Island | SC South Carolina | VT Vermont | VA Virginia | WV West Virginia
    America/Detroit: MI Michigan
    America/Indiana/Indianapolis: IN Indiana
    America/Kentucky/Louisville: KY Kentucky
    America/Chicago: AL Alabama | AR Arkansas | IL Illinois | IA Iowa | KS Kansas | LA Louisiana | MN Minnesota | MS Mississippi | MO Missouri | NE Nebraska | ND North Dakota | OK Oklahoma | SD South Dakota | TN Tennessee | TX Texas | WI Wisconsin
    America/Denver: CO Colorado | MT Montana | NM New Mexico | UT Utah | WY Wyoming
    America/Boise: ID Idaho
    America/Phoenix: AZ Arizona
    America/Los_Angeles: CA California | NV Nevada | OR Oregon | WA Washington
    America/Anchorage: AK Alaska
    Pacific/Honolulu: HI Hawaii
    America/Puerto_Rico: PR Puerto Rico | VI Virgin Islands
    Pacific/Guam: GU Guam | MP Northern Mariana Islands
    Pacific/Pago_Pago: AS American Samoa`,
  CA: `
    America/St_Johns: NL Newfoundland and Labrador | NF Newfoundland
    America/Halifax: NS Nova Scotia | PE Prince Edward Island
    America/Moncton: NB New Brunswick
    America/Toronto: ON Ontario | QC Quebec | Québec
    America/Winnipeg: MB Manitoba
    America/Regina: SK Saskatchewan
    America/Edmonton: AB Alberta | NT Northwest Territories
    America/Vancouver: BC British Columbia
    America/Whitehorse: YT Yukon
    America/Iqaluit: NU Nunavut`,
  AU: `
    Australia/Sydney: NSW New South Wales | ACT Australian Capital Territory
    Australia/Melbourne: VIC Victoria
    Australia/Brisbane: QLD Queensland
    Australia/Adelaide: SA South Australia
    Australia/Darwin: NT Northern Territory
    Australia/Perth: WA Western Australia
    Australia/Hobart: TAS Tasmania`,
  BR: `
    America/Sao_Paulo: DF Distrito Federal | ES Espírito Santo | Espirito Santo | GO Goiás | Goias | MG Minas Gerais | PR Paraná | Parana | RJ Rio de Janeiro | RS Rio Grande do Sul | SC Santa Catarina | SP São Paulo | Sao Paulo
    America/Bahia: BA Bahia
    America/Maceio: AL Alagoas | SE Sergipe
    America/Recife: PE Pernambuco
    America/Fortaleza: CE Ceará | Ceara | MA Maranhão | Maranhao | PB Paraíba | Paraiba | PI Piauí | Piaui | RN Rio Grande do Norte
    America/Belem: AP Amapá | Amapa | PA Pará | Para
    America/Araguaina: TO Tocantins
    America/Campo_Grande: MS Mato Grosso do Sul
    America/Cuiaba: MT Mato Grosso
    America/Manaus: AM Amazonas
    America/Porto_Velho: RO Rondônia | Rondonia
    America/Boa_Vista: RR Roraima
    America/Rio_Branco: AC Acre`,
  MX: `
    America/Mexico_City: AGU Aguascalientes | CHP Chiapas | CMX Ciudad de México | Ciudad de Mexico | Mexico City | COL Colima | GRO Guerrero | GUA Guanajuato | HID Hidalgo | JAL Jalisco | MEX México | Estado de México | Estado de Mexico | MIC Michoacán | Michoacan | MOR Morelos | OAX Oaxaca | PUE Puebla | QUE Querétaro | Queretaro | SLP San Luis Potosí | San Luis Potosi | TAB Tabasco | TLA Tlaxcala | VER Veracruz | ZAC Zacatecas
    America/Monterrey: COA Coahuila | DUR Durango | NLE Nuevo León | Nuevo Leon | TAM Tamaulipas
    America/Merida: CAM Campeche | YUC Yucatán | Yucatan
    America/Cancun: ROO Quintana Roo
    America/Ciudad_Juarez: CHH Chihuahua
    America/Mazatlan: BCS Baja California Sur | NAY Nayarit | SIN Sinaloa
    America/Hermosillo: SON Sonora
    America/Tijuana: BCN Baja California`,
  RU: `
    Europe/Kaliningrad: KGD Kaliningrad | Kaliningrad Oblast
    Europe/Volgograd: VGG Volgograd | Volgograd Oblast
    Europe/Kirov: KIR Kirov | Kirov Oblast
    Europe/Astrakhan: AST Astrakhan | Astrakhan Oblast
    Europe/Saratov: SAR Saratov | Saratov Oblast
    Europe/Ulyanovsk: ULY Ulyanovsk | Ulyanovsk Oblast
    Europe/Samara: SAM Samara | Samara Oblast | UD Udmurtia
    Asia/Yekaterinburg: BA Bashkortostan | CHE Chelyabinsk | Chelyabinsk Oblast | KGN Kurgan | Kurgan Oblast | KHM Khanty-Mansi | ORE Orenburg | Orenburg Oblast | PER Perm | Perm Krai | SVE Sverdlovsk | Sverdlovsk Oblast | TYU Tyumen | Tyumen Oblast | YAN Yamalo-Nenets
    Asia/Omsk: OMS Omsk | Omsk Oblast
    Asia/Novosibirsk: NVS Novosibirsk | Novosibirsk Oblast
    Asia/Barnaul: AL Altai | Altai Republic | ALT Altai Krai
    Asia/Tomsk: TOM Tomsk | Tomsk Oblast
    Asia/Novokuznetsk: KEM Kemerovo | Kemerovo Oblast
    Asia/Krasnoyarsk: KK Khakassia | KYA Krasnoyarsk | Krasnoyarsk Krai | TY Tuva
    Asia/Irkutsk: BU Buryatia | IRK Irkutsk | Irkutsk Oblast
    Asia/Chita: ZAB Zabaykalsky | Zabaykalsky Krai
    Asia/Yakutsk: AMU Amur | Amur Oblast | SA Sakha | Yakutia
    Asia/Vladivostok: KHA Khabarovsk | Khabarovsk Krai | PRI Primorsky | Primorsky Krai | YEV Jewish Autonomous Oblast
    Asia/Magadan: MAG Magadan | Magadan Oblast
    Asia/Sakhalin: SAK Sakhalin | Sakhalin Oblast
    Asia/Kamchatka: KAM Kamchatka | Kamchatka Krai
    Asia/Anadyr: CHU Chukotka`,
  ID: `
    Asia/Pontianak: KB West Kalimantan | Kalimantan Barat | KT Central Kalimantan | Kalimantan Tengah
    Asia/Makassar: BA Bali | GO Gorontalo | KI East Kalimantan | Kalimantan Timur | KS South Kalimantan | Kalimantan Selatan | KU North Kalimantan | Kalimantan Utara | NB West Nusa Tenggara | Nusa Tenggara Barat | NT East Nusa Tenggara | Nusa Tenggara Timur | SA North Sulawesi | Sulawesi Utara | SG Southeast Sulawesi | Sulawesi Tenggara | SN South Sulawesi | Sulawesi Selatan | SR West Sulawesi | Sulawesi Barat | ST Central Sulawesi | Sulawesi Tengah
    Asia/Jayapura: MA Maluku | MU North Maluku | Maluku Utara | PA Papua | PB West Papua | Papua Barat`,
  ES: `
    Atlantic/Canary: CN Canarias | GC Las Palmas | TF Santa Cruz de Tenerife | Tenerife | Canary Islands
    Africa/Ceuta: CE Ceuta | ML Melilla`,
  PT: `
    Atlantic/Azores: 20 Azores | Açores | Acores
    Atlantic/Madeira: 30 Madeira`,
  CL: `
    America/Punta_Arenas: MA Magallanes
    America/Coyhaique: AI Aysén | Aysen`,
}

/** `zone_places`: a row for each code and each name of a country, and of each region that is told apart. */
export const zonePlaces: readonly ZonePlace[] = [...pairs(oneZone), ...pairs(mostPeople)].flatMap(
  ([code, zone]) => {
    const countries = namesOf(code)
    const places = [{ region: '', zone }, ...(regions[code] ?? '').split('\n').flatMap(regionsOn)]
    return countries.flatMap((country) => places.map((place) => ({ country, ...place })))
  },
)

function pairs(text: string): readonly (readonly [code: string, zone: string])[] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, 2), pair.slice(3)] as const)
}

function namesOf(code: string): readonly string[] {
  const names = countryNames.find(([first]) => first === code) ?? [code]
  return names.map((name) => name.toLowerCase())
}

/** `zone: CODE Name | Name | CODE Name`: a code is two or three capitals or digits before a name. */
function regionsOn(line: string): readonly { readonly region: string; readonly zone: string }[] {
  const [, zone = '', list = ''] = /^\s*(\S+): (.*)$/.exec(line) ?? []
  return list.split(' | ').flatMap((entry) => {
    const [, code, name = ''] = /^(?:([A-Z\d]{2,3}) )?(.+)$/.exec(entry) ?? []
    return [code, name].flatMap((region) =>
      region ? [{ region: region.toLowerCase(), zone }] : [],
    )
  })
}
