"""Word forms of interviews about addiction and case management, by their lemma; own choice of words, in three languages.

Of each language the first table was at hand when the dictionaries were corrected, the second was written afterwards.
"""

from __future__ import annotations

__all__ = ["HELD_OUT", "KNOWN"]

KNOWN: dict[str, str] = {
    "cs": """
klient: klientům klientovi klientech klienty
klientka: klientkou klientkám
závislost: závislostí závislosti závislostem
závislý: závislého závislým závislejch
uživatel: uživatelů uživatelům
uživatelka: uživatelkou
droga: drogami drogách drogama
alkohol: alkoholem alkoholu
pervitin: pervitinem
heroin: heroinu
metadon: metadonu metadonem
substituce: substitucí
abstinovat: abstinoval abstinuju
relaps: relapsu relapsem
relapsovat: relapsoval
detox: detoxu
léčebna: léčebně léčebny
léčba: léčby léčbou
terapeutka: terapeutkou
terapeut: terapeutovi
terapie: terapií
sociální: sociálních sociálního
pracovnice: pracovnice pracovnicí
pracovník: pracovníkem pracovníci
kurátor: kurátorem
kurátorka: kurátorce
opatrovník: opatrovníkem
dávka: dávkám dávky
dluh: dluhů dluhama
exekuce: exekucí
exekutor: exekutorovi
bydlení: bydlení bydlením
ubytovna: ubytovně ubytovnách
azylák: azyláku
bezdomovec: bezdomovcům bezdomovců
případový: případové případovému případovou
schůzka: schůzce schůzek schůzkách
plán: plánem plánu
cíl: cílům
důvěra: důvěry důvěrou
důvěřovat: důvěřuju
spolupracovat: spolupracujeme spolupracovali
spolupráce: spolupráci
doprovod: doprovodu
doprovázet: doprovázela
služba: službami služeb
rodič: rodičům rodiči
dítě: dětem dětma
člověk: lidmi lidma lidí
jehla: jehel jehly
stříkačka: stříkaček
kontaktní: kontaktního
terén: terénem
terénní: terénních
výdejna: výdejny
motivace: motivací motivaci
podpora: podpory podporou
pomoc: pomoci
pomáhat: pomáhají
pomoct: pomohla
zůstat: zůstala
odejít: odešel
přijít: přišla
chtít: chtěl nechtěl
vědět: nevěděla
moct: můžou
jít: šla
žít: žijou
hospitalizace: hospitalizaci
hospitalizovat: hospitalizován
psychiatr: psychiatrem
psychiatrie: psychiatrii
diagnóza: diagnózou
duální: duálních
vězení: vězení vězením
propuštění: propuštění
soud: soudu
odbor: odborem
úřad: úřadem úřadech
krize: krizí krizích
recidiva: recidivou
stigma: stigmatem
stud: studu
""",
    "sv": """
klient: klienten klienterna klienternas klienters
missbruk: missbruket missbrukets
missbrukare: missbrukare missbrukarna
beroende: beroendet beroendets
drog: drogerna droger drogen
alkohol: alkoholen
återfall: återfallet återfallen
behandling: behandlingen behandlingar
behandlingshem: behandlingshemmet
samordning: samordningen
samordnare: samordnaren samordnarna
handläggare: handläggaren handläggarna handläggares
socialtjänst: socialtjänsten socialtjänstens
insats: insatserna insatser insatsen
boende: boendet boenden
bostad: bostaden bostäder
skuld: skulder skulderna
möte: mötena möten mötet
plan: planen planerna
mål: målen målet
stöd: stödet
förtroende: förtroendet
tillit: tilliten
relation: relationen relationerna
familj: familjerna familjens
barn: barnens barnen
mamma: mammor
förälder: föräldrarna föräldrar
spruta: sprutorna sprutor
sprutbyte: sprutbytet
avgiftning: avgiftningen
avgifta: avgiftad
nykter: nykter nyktra
sjuksköterska: sjuksköterskan sjuksköterskor
läkare: läkaren läkarna
psykiatri: psykiatrin
öppenvård: öppenvården
kommun: kommunen kommuner kommunerna
hemlös: hemlösa
hemlöshet: hemlösheten
hjälpa: hjälpte hjälper
känna: kände känt
gå: gick gått
ringa: ringde
få: fick
berätta: berättade
sluta: slutade
börja: började
lita: litade
motivera: motiverad
motivation: motivationen
diagnos: diagnosen diagnoser
fängelse: fängelset
dom: domen
skam: skammen
""",
    "en": """
client: clients client's
user: users
dealer: dealers
addiction: addictions
relapse: relapsed relapses relapsing
worker: workers
caseworker: caseworkers
manager: managers
service: services
hostel: hostels
needle: needles
syringe: syringes
overdose: overdoses overdosed overdosing
drink: drinking drank drunk
debt: debts
landlord: landlords
house: housed
evict: evicted
family: families
child: children
mother: mothers
people: people
woman: women
life: lives
goal: goals
plan: plans planned planning
meeting: meetings
trust: trusted trusts
feel: felt
think: thought
go: went gone
come: came
tell: told
say: said
give: gave
help: helped helping
support: supported supporting
referral: referrals
refer: referred
counsellor: counsellors
therapy: therapies
diagnosis: diagnoses
crisis: crises
good: better
bad: worse
stigmatise: stigmatised
stigmatize: stigmatized
medication: medications
nurse: nurses
detox: detoxed
sober: sober
recovery: recoveries
recover: recovered recovering
use: using used
inject: injecting injected
""",
}

HELD_OUT: dict[str, str] = {
    "cs": """
sezení: sezeních
rozhovor: rozhovoru rozhovorech
sociální: sociálními
pracovník: pracovníkům
adiktolog: adiktologovi
adiktologický: adiktologickou adiktologickejch
závislost: závislosťmi
abstinence: abstinencí
lék: léky lékama lécích
léčba: léčbách
drogový: drogovej drogové
pervitin: pervitinem
tráva: trávu
dealer: dealera dealerům
toxikoman: toxikomanů
feťák: feťákama
byt: bytem bytu bytech
ubytování: ubytováním
nájem: nájmu
nájemné: nájemného
dluh: dluhy dluzích
insolvence: insolvencí insolvenci
práce: práci prací
brigáda: brigádu brigádách
rodina: rodiny rodinama
partnerka: partnerkou
partner: partnera
dcera: dcerou
syn: synovi
máma: mámě
babička: babičce
soud: soudem
probace: probaci
probační: probačního
kurátorka: kurátorkou
policajt: policajtů
cíl: cíle cílech
změna: změnou změny
krok: krokem kroků
plánování: plánování
doprovázet: doprovázeli doprovázím
domlouvat: domlouváme domlouvala
domluvit: nedomluvili
koordinovat: koordinuju koordinovala
zavolat: zavolám zavolali
bát: bojím
stydět: stydím styděla
zvládat: nezvládal
zvládnout: zvládnou
naučit: naučila
přestat: přestali
kouřit: kouřím
pít: pila
píchat: píchal
šňupat: šňupala
otěhotnět: otěhotněla
ambulance: ambulanci
stacionář: stacionářem
nemocnice: nemocnicí
sestřička: sestřičkou sestřičky
doktor: doktorama
poradna: poradně poradnách
komunita: komunitou
skupina: skupinách
pohovor: pohovoru
smlouva: smlouvou
formulář: formulářů
razítko: razítkem
""",
    "sv": """
samtal: samtalen samtalet
stödperson: stödpersonen stödpersoner
kontaktperson: kontaktpersonen
medicin: medicinen mediciner
tablett: tabletterna tabletter
spruta: sprutan
lägenhet: lägenheten lägenheter
hyra: hyran hyror
hyresvärd: hyresvärden
fordran: fordringar
räkning: räkningarna
jobb: jobbet jobben
arbetsgivare: arbetsgivaren
familj: familjen
son: sonen
dotter: döttrar dottern
mormor: mormors
polis: poliserna
domstol: domstolen
advokat: advokaten
frivård: frivårdens
anstalt: anstalten
dricka: drack drucket
röka: rökte
supa: söp
tända: tände
återfalla: återföll
skämmas: skämdes
ljuga: ljög
klara: klarade
våga: vågade
må: mådde
sova: sov
bo: bodde
flytta: flyttat
träffas: träffades
bestämma: bestämde
avdelning: avdelningen
sjukhus: sjukhuset
remiss: remisser remissen
grupp: grupperna
ansökan: ansökningar
blankett: blanketten
intyg: intyget
utredning: utredningen
bistånd: biståndet
rättighet: rättigheter
förändring: förändringar
""",
    "en": """
session: sessions
interview: interviews
keyworker: keyworkers
nurse: nurses
doctor: doctors
tablet: tablets
prescription: prescriptions
prescribe: prescribed
dose: doses dosing
flat: flats
tenancy: tenancies
tenant: tenants
rent: rents
bailiff: bailiffs
job: jobs
boss: bosses
son: sons
daughter: daughters
wife: wives
grandmother: grandmothers
court: courts
solicitor: solicitors
prison: prisons
officer: officers
police: police
sentence: sentences sentenced
smoke: smoked smoking
steal: stole stolen
lie: lied
sleep: slept
run: ran
keep: kept
lose: lost
find: found
bring: brought
understand: understood
change: changed changing
cope: coped coping
struggle: struggled
hospital: hospitals
clinic: clinics
ward: wards
form: forms
assessment: assessments
assess: assessed
review: reviews
need: needs
right: rights
step: steps
agency: agencies
charity: charities
community: communities
group: groups
""",
}
