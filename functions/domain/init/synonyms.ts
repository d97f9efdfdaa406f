/** What shops call things: the words behind each canonical table and column. Data only. */
import type { CanonicalName } from '../ingest/canonical.ts'

export interface Synonyms {
  /** Can mean nothing else. */
  readonly sure: string
  readonly likely?: string
  /** Words that name many things: taken only for want of better. */
  readonly weak?: string
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Words that fill the holes of the patterns below. */
export const words: Readonly<Record<string, readonly string[]>> = {
  who: list(`customer client buyer user member shopper cust purchaser consumer kunden kunde klant
    cliente contact profile household patron customers clients`),
  id: list('id no nr num numero number code key ref reference identifier uid uuid guid nummer'),
  order: list(`order purchase invoice transaction sale sales receipt basket bill booking bestell
    bestellung commande pedido rechnung facture factura ordine trans txn checkout`),
  when: list('date time datetime at ts timestamp on day dt datum tijd dateandtime'),
  did: list('ordered purchased placed bought sold invoiced'),
  event: list('event action activity interaction hit'),
  line: list('line item lineitem orderline orderitem position detail row orderlineitem'),
  row: list('line lineitem orderline orderitem position orderlineitem salesline invoiceline'),
  product: list(`product stock article item artikel produkt produit producto variant
    lineitem prod merchandise`),
  place: list('billing shipping default home customer client buyer user bill ship address mailing'),
}

const updated: Synonyms = {
  sure: `updated<when> lastupdated lastupdated<when> modified<when> lastmodified lastmodified<when>
    update<when> lastupdate lastupdate<when> changed<when> lastchanged lastchange`,
  likely: 'updated modified',
}
const customer: Synonyms = {
  sure: '<who><id> id<who> <who>uniqueid <who>user<id> numeroclient numeroduclient codeclient numerocliente numerodecliente codigocliente codigodecliente iddecliente',
  likely: '<who> <who>username',
  weak: 'email emailaddress <who>email visitorid distinctid subscriberid accountid emailbilling billingemail',
}
const status: Synonyms = {
  sure: '<order>status status<order> financialstatus paymentstatus bestellstatus statut etat estado estadodelpedido estadopedido statutcommande',
  likely: 'status orderstate',
  weak: 'state fulfillmentstatus fulfilmentstatus',
}
const currency: Synonyms = {
  sure: '<order>currency <order>currencycode currencycode currencyiso isocurrency ccy wahrung waehrung devise moneda divisa',
  likely: 'curr cur',
}

/** Patterns for each column, best first. The column's own name counts as the best of all. */
export const synonyms: Readonly<Record<CanonicalName, Readonly<Record<string, Synonyms>>>> = {
  orders: {
    order_id: {
      sure: '<order><id> <id><order> <id>de<order> <order>name salesorder<id> salesorder shoporder<id> numerocommande numerodecommande numeropedido numerodepedido auftrags<id>',
      likely:
        'order auftrag pedido commande invoice receipt transaction basket <id>order booking amazonorderid',
      weak: 'id number no ref reference documentno name',
    },
    customer_id: customer,
    ordered_at: {
      sure: `<order><when> <did><when> <did> date<did> time<did> date<order> datede<order> <order>placed<when>
        <order>created<when> <order>created <order>purchase<when> <order>placed<when> <order>placed
        <order><did><when> fechapedido fechadepedido fechacompra fechadecompra dateachat bestelltam bestelldatum auftragsdatum date<order>placed`,
      likely: `created<when> created datecreated createddate creation<when> completedat
        processedat submittedat date datetime timestamp dateandtime`,
      weak: '<when> paid<when> datepaid completed<when> fecha data',
    },
    status,
    total: {
      sure: `<order>total <order>totalamount <order>amount grandtotal totalprice
        totalamount <order>totalprice total<order>amount <order>grandtotal totalpaid amountpaid
        paidamount totalvalue totalinclvat totalincltax <order>totalincltax grossamount
        gesamtbetrag gesamtsumme montanttotal totalttc importetotal totalpedido totalsales total<order>value
        nrevenue nrevenueformatted grandtotalpurchased`,
      likely: `amount <order>value revenue netsales betrag montant importe spend totalrevenue gmv paid
        grosssales net<order>amount netamount`,
      weak: `value sum price sales dollars subtotal summe totalexclvat totalexcltax netrevenue
        grandtotalbase net gross`,
    },
    discount: {
      sure: `discountamount discounttotal totaldiscount totaldiscounts <order>discount
        discountvalue discounts rabatt remise descuento coupondiscount cartdiscountamount`,
      likely: 'promotiondiscount voucheramount couponamount',
    },
    refunded: {
      sure: `refundedamount amountrefunded refundamount totalrefunded refundtotal refundedtotal <order>refundamount
        refunds partialrefunds totalrefund erstatteterbetrag erstattungsbetrag montantrembourse
        importereembolsado`,
      likely:
        'refund refundvalue erstattung erstattet remboursement rembourse reembolso reembolsado returnedamount',
    },
    currency,
    channel: {
      sure: '<order>channel saleschannel orderchannel salechannel kanal canal',
      likely: '<order>source sourcename platform',
      weak: 'source medium',
    },
    store: {
      sure: `storeid storename storecode shopid shopname storenumber storeno branch branchid outlet
        outletid filiale magasin tienda purchasepoint`,
      likely: 'shop site website location locationid branchname',
    },
    updated_at: updated,
  },
  order_items: {
    order_id: {
      sure: '<order><id> <id><order> <id>de<order> <order>name salesorder<id> salesorder shoporder<id> numerocommande numerodecommande numeropedido numerodepedido auftrags<id>',
      likely: 'order auftrag pedido commande invoice receipt basket <id>order amazonorderid',
      weak: 'name transaction',
    },
    line_id: {
      sure: `<row><id> <order><row><id> <order>line<id> <order>item<id> lineno linenumber
        sequence positionno`,
      likely: 'line position pos row rownumber rowid seq index',
      weak: 'id item<id>',
    },
    customer_id: customer,
    ordered_at: {
      sure: `<order><when> <did><when> <did> date<did> time<did> date<order> datede<order> <order>placed<when>
        <order>created<when> <order>created <order>purchase<when> <order>placed<when> <order>placed
        <order><did><when> fechapedido fechadepedido fechacompra fechadecompra dateachat bestelltam bestelldatum auftragsdatum date<order>placed`,
      likely: `created<when> created datecreated createddate creation<when> completedat
        processedat submittedat date datetime timestamp dateandtime`,
      weak: '<when> paid<when> datepaid fecha data',
    },
    status: {
      sure: '<line>status',
      likely: `<order>status status<order> financialstatus paymentstatus bestellstatus status statut
        etat estado estadodelpedido orderstate`,
      weak: 'state fulfillmentstatus fulfilmentstatus',
    },
    sku: {
      sure: `<product>sku <product><id> <product>ean stockcode skuid skucode skunumber upc ean gtin asin barcode artikelnr
        artnr articleno referenceproduit refproduit codeproduit codearticle codigoproducto codigoarticulo
        codigodeproducto produktnummer lineitemsku itemsku`,
      likely: 'product article artikel referencia variantsku isbn item<id>',
      weak: 'item customlabel <product>name lineitemname',
    },
    category: {
      sure: `<product>category <product>categoryname categoryname categoryid <product>type productgroup
        kategorie warengruppe categorie categoria`,
      likely: 'department family group productline',
    },
    brand: {
      sure: '<product>brand brandname vendor manufacturer marke marque marca vendorname',
      likely: 'make label supplier',
    },
    quantity: {
      sure: `qty quantities <line>qty <line>quantity <order>qty <order>quantity quantityordered
        qtyordered quantitypurchased <product>qty <product>quantity unitsold unitssold menge anzahl
        stuckzahl stueckzahl quantite qte cantidad aantal numunits quantitysold itemcount`,
      likely: 'units unidades pieces pcs unit amountofitems numberofitems noofitems',
      weak: 'count number volume items itemssold',
    },
    unit_price: {
      sure: `<line>price <product>price priceperunit priceeach peritemprice unitcost unitamount
        sellingprice stuckpreis stueckpreis einzelpreis prixunitaire preciounitario pricepereach priceperitem
        stukprijs itemcost unitvalue salesprice`,
      likely: 'price preis prix precio prijs prezzo',
      weak: 'rate cost',
    },
    amount: {
      sure: `<line>total <line>amount <line>value <line>revenue <line>totalprice linesubtotal
        linetotalprice extendedprice extendedamount rowtotal positionssumme
        <line>totalamount <line>sales <line>sum orderlinetotal <line>totalvalue`,
      likely: `netsales salesvalue salesamount linerevenue totalprice total amount revenue <order>total
        <order>amount <order>value totalamount`,
      weak: 'value sales subtotal sum dollars spend montant betrag importe totalpaid amountpaid netamount grosssales gross net',
    },
    refunded: {
      sure: `<line>refund <line>refunded <line>refundamount linerefund itemrefund orderlinetotalrefunded
        <line>totalrefunded`,
      likely:
        'refundedamount amountrefunded refundamount refund refunds totalrefunded <order>refundamount',
    },
    currency,
    updated_at: updated,
  },
  customers: {
    customer_id: {
      sure: '<who><id> id<who> <who>uniqueid numeroclient codeclient',
      likely: 'id <who> uid recordid klaviyoid',
      weak: 'no number nr code key ref leid externalid',
    },
    email: {
      sure: `mail emailaddress <place>email <place>emailaddress emailbilling mailaddress emailid
        courriel correo primaryemail contactemail emailadresse`,
    },
    email_verified: {
      sure: 'isemailverified emailconfirmed verifiedemail isverified emailisverified',
      likely: 'verified confirmed',
    },
    phone: {
      sure: `phonenumber <place>phone <place>phonenumber mobile mobilephone mobilenumber cellphone telephone
        telephonenumber tel telefon telefono cell phoneno handy phonebilling`,
      likely: 'msisdn',
    },
    first_name: {
      sure: `firstname fname givenname forename <who>firstname <place>firstname vorname prenom nombre
        firstnamebilling voornaam`,
      likely: 'first',
    },
    last_name: {
      sure: `lastname lname surname familyname <who>lastname <place>lastname nachname nomdefamille
        apellido lastnamebilling achternaam`,
      likely: 'last nom',
    },
    birth_date: {
      sure: `birthdate dob dateofbirth birthday birth<when> geburtsdatum geburtstag datedenaissance
        datenaissance fechanacimiento bday <who>dob <who>birthdate geboortedatum`,
      likely: 'born bornon birth',
    },
    gender: { sure: 'sex <who>gender geschlecht genre sexe genero sexo' },
    country: {
      sure: `countrycode <place>country <place>countrycode countryname countryregion countryiso
        countryiso2 countrycodebilling <place>addresscountrycode <place>addresscountry
        land pays pais paese isocountry`,
      likely: 'nation cc delivery ctry shipcountry shippingcountry',
    },
    region: {
      sure: `state province <place>state <place>region <place>province stateprovince provincecode
        stateregion <place>addressprovincecode county bundesland statecode regionname statename
        provincename statecodebilling`,
      likely: 'territory canton departement',
    },
    city: {
      sure: `town <place>city <place>town cityname citytown <place>addresscity stadt ville
        ciudad municipality citybilling plaats`,
      likely: 'ort place',
    },
    timezone: { sure: 'tz timezonename <who>timezone ianatimezone timezoneid' },
    language: {
      sure: 'lang locale languagecode preferredlanguage <who>language sprache langue idioma',
    },
    signed_up_at: {
      sure: `signup signup<when> signedup signedup<when> signup<when>utc registered registered<when> registration
        registration<when> register<when> join<when> joined joined<when> <who>since membersince
        accountcreated accountcreated<when> <who>created <who>created<when> enrolled<when> enrollment<when>
        registrationtimestamp dateregistered datejoined dateofregistration registrierungsdatum
        anmeldedatum dateinscription fecharegistro profilecreatedon subscribed<when>`,
      likely: `created<when> created datecreated creation<when> createddate dateadded added<when>
        create<when> firstseen firstseen<when> inserted<when>`,
      weak: 'date since firstactive',
    },
    account_id: {
      sure: 'account<id> company<id> organisation<id> organization<id>',
      likely: 'account company organisation organization associatedcompanyids',
    },
    updated_at: updated,
  },
  events: {
    event_id: { sure: '<event><id>', likely: 'id messageid uuid', weak: 'insertid' },
    customer_id: {
      sure: '<who><id> id<who>',
      likely: '<who> useridentifier',
      weak: 'email visitorid distinctid anonymousid deviceid uid',
    },
    occurred_at: {
      sure: `<event><when> occurred occurred<when> happened<when> <event>occurred<when> client<when> logged<when>
        <event>created<when> triggered<when> <event>start<when>`,
      likely: 'timestamp ts datetime time created<when> created server<when> sent<when>',
      weak: 'date at received<when> when day recorded<when>',
    },
    name: {
      sure: '<event>name <event>type <event>kind name<event> type<event> <event>action <event>label',
      likely: 'event action activity',
      weak: 'type kind interaction verb what',
    },
    channel: { sure: '<event>channel', likely: 'platform source surface', weak: 'medium' },
    device: {
      sure: 'devicetype devicecategory deviceclass formfactor devicekind',
      likely: 'devicemodel devicename devicefamily',
    },
    os: {
      sure: 'osname operatingsystem deviceos osfamily osversion platformos system',
    },
    app_version: { sure: 'appversion version appbuild clientversion appver buildversion' },
    properties: {
      sure: '<event>properties props <event>props <event>params <event>data attributes params eventpayload',
      likely: 'payload data metadata context',
    },
    updated_at: updated,
  },
  survey_answers: {
    answer_id: { sure: 'answer<id> response<id> review<id> submission<id>', likely: 'id' },
    customer_id: customer,
    answered_at: {
      sure: `answered answered<when> answer<when> response<when> responded<when> submitted<when> survey<when> review<when>
        feedback<when> reviewanswertimestamp submission<when>`,
      likely: 'reviewcreationdate completed<when> created<when> created timestamp ts date datetime',
      weak: '<when>',
    },
    question: {
      sure: 'question<id> questiontext questionname surveyquestion',
      likely: 'survey survey<id> surveyname metric item',
    },
    score: {
      sure: 'rating nps npsscore reviewscore stars starrating surveyscore answerscore satisfaction csat ratingvalue',
      likely: 'answervalue points grade',
      weak: 'answer value response',
    },
    text: {
      sure: `comment comments answertext freetext verbatim reviewtext reviewbody reviewcommentmessage
        feedbacktext openanswer responsetext`,
      likely: 'feedback message remarks review',
      weak: 'answer response',
    },
    updated_at: updated,
  },
  accounts: {
    account_id: {
      sure: 'account<id> company<id> organisation<id> organization<id>',
      likely: 'id account',
    },
    industry: { sure: 'industryname sector branche industrysector vertical' },
    employees: {
      sure: 'employeecount numemployees numberofemployees headcount companysize employeesnumber staffcount noofemployees',
      likely: 'size',
    },
    revenue: { sure: 'annualrevenue yearlyrevenue turnover companyrevenue revenueannual' },
    country: { sure: 'countrycode companycountry <place>country hqcountry countryname land pays' },
    growth_stage: { sure: 'stage companystage maturity lifecyclestage', likely: 'phase' },
    technologies: { sure: 'technology techstack tech stack tools' },
    updated_at: updated,
  },
  consents: {
    customer_id: customer,
    purpose: {
      sure: 'consentpurpose consenttype purposename purposeid',
      likely: 'topic list consentfor',
      weak: 'type',
    },
    channel: { sure: 'consentchannel contactchannel', likely: 'medium' },
    granted: {
      sure: 'consentgranted consentgiven isgranted consented optedin optin hasconsent consent',
      likely: 'accepted given status value',
    },
    at: {
      sure: 'consent<when> consented<when> granted<when> given<when> optin<when> optedin<when> consentgranted<when>',
      likely: 'created<when> timestamp ts date datetime changed<when> updated<when>',
      weak: '<when>',
    },
    expires_at: {
      sure: 'expires expires<when> expiry expiry<when> expirationdate validuntil consentexpires',
    },
    source: { sure: 'consentsource optinsource capturedat origin capturepoint', likely: 'form' },
  },
  email_events: {
    message_id: { sure: 'messageid emailid mailid sendid emessageid', likely: 'message' },
    customer_id: {
      sure: '<who><id> id<who>',
      likely: '<who> recipientid subscriberid',
      weak: 'email recipient emailaddress',
    },
    at: {
      sure: 'event<when> occurred<when>',
      likely: 'timestamp ts datetime created<when> happened<when>',
      weak: '<when>',
    },
    kind: {
      sure: 'eventkind eventtype eventname emailevent emaileventtype',
      likely: 'event type action status activity',
    },
  },
  life_events: {
    customer_id: customer,
    kind: {
      sure: 'lifeevent lifeeventtype lifeeventkind occasion occasiontype',
      likely: 'type event eventtype eventname name',
    },
    date: {
      sure: 'lifeevent<when> occasion<when> eventdate dateofevent',
      likely: 'day on',
    },
  },
  fx_rates: {
    date: { sure: 'ratedate validfrom fxdate effectivedate', likely: 'day asof' },
    currency: { sure: 'currencycode fromcurrency ccy currencyfrom isocode', likely: 'code' },
    rate: { sure: 'fxrate exchangerate conversionrate', likely: 'value' },
  },
}

/** Words in file names. */
export const fileWords: Readonly<Record<CanonicalName, readonly string[]>> = {
  orders: list(`order orders sales transactions purchases invoices bestellungen commandes pedidos
    receipts payments checkout`),
  order_items: list(`orderitem orderline lineitem salesline saleslines invoiceline
    invoicelines lines positionen orderdetail transactionline transactionlines basketitem`),
  customers: list(`customer customers client clients users members contacts profiles people kunden
    shoppers buyers subscribers`),
  events: list(`events clickstream pageviews tracking webevents appevents sessions
    interactions weblog activity`),
  survey_answers: list('survey surveys nps reviews feedback answers responses ratings'),
  accounts: list('accounts companies organisations organizations firms'),
  consents: list('consent consents optin optins permissions'),
  email_events: list(
    'emailevent emailevents mailevents emailactivity campaignevents emaillog mailing',
  ),
  life_events: list('lifeevent lifeevents occasions weddings birthdays'),
  fx_rates: list('fx fxrates exchangerates rates currencies'),
}
