import { figure, HARD, THIN } from '../../shared/typography.ts'

/** Crews, their shift and their welfare, in French. */
export const frCrews = {
  crews: {
    title: 'Équipages',
    free: 'Libres',
    enRoute: 'En route',
    onScene: 'Sur place',
    sent: 'Envoyés',
    onBreak: 'Pause',
    unavailable: 'Indisponibles',
    distress: 'Détresse',
    order: `Tri${HARD}: état, puis durée`,
    silent: 'sans nouvelles',
    noPosition: 'sans position',
    empty: 'Aucun équipage en service. Les équipages prennent leur service sur leur tablette.',
    queued: (count: number) => `+${count} à la suite`,
    open: 'Tableau des équipages',
    recallShort: 'Rappeler',
  },
  crew: {
    panel: 'Équipage',
    close: 'Fermer l’équipage',
    look: (callSign: string) => `Voir ${callSign}`,
    members: (count: number) => (count > 1 ? `${count} agents` : '1 agent'),
    lastWord: 'Dernier mot',
    neverHeard: 'rien encore',
    position: 'Position',
    onDuty: 'En service',
    ago: (age: string) => `il y a ${age}`,
    within: (metres: number) => `à ${figure(metres, 'fr')}${THIN}m près`,
    doubt: {
      clock_ahead: 'horloge de l’appareil en avance, l’âge compte depuis la réception',
      newer_apart: 'une position plus récente n’est pas crédible, elle est mise à part',
    },
    since: (time: string) => `depuis ${time}`,
    follow: 'Suivre',
    unfollow: 'Ne plus suivre',
    following: (callSign: string) => `Suivi${HARD}: ${callSign}`,
    current: 'Fiche en main',
    nothing: 'Rien en cours.',
    next: 'À la suite',
    day: 'La journée',
    stood: (duration: string) => `Arrêt de ${duration}`,
    standing: (duration: string) => `À l’arrêt, ${duration}`,
    noAddress: 'sans adresse connue',
    noPositions: 'Aucune position gardée aujourd’hui.',
    emptyDay: 'Rien encore aujourd’hui. Le trajet commence à la prise de service.',
    loading: 'Chargement de la journée…',
    failed: `La journée n’a pas pu être lue. Le plan et le tableau ne sont pas touchés. Nouvel essai dans 5${THIN}s.`,
    notForYou: 'Le trajet se voit aux postes du PC Radio.',
    placeOf: 'Voir le lieu sur le plan',
    contact: 'Contact confirmé',
    stepsSaid: {
      dispatched: 'Envoyé',
      acknowledged: 'Reçu',
      en_route: 'En route',
      on_scene: 'Sur place',
      secured: 'Mis en sécurité',
      cleared: 'Terminé',
      recalled: 'Rappelé',
      declined: 'Décliné',
    },
  },
  shift: {
    title: 'Service',
    open: (callSign: string) => `${callSign}, le service`,
    vehicle: 'Véhicule',
    noVehicle: 'sans véhicule',
    otherVehicle: 'Changer',
    otherVehicleOf: (vehicle: string) => `Changer de véhicule${HARD}: ${vehicle}`,
    with: (callSign: string) => `avec ${callSign}`,
    taken: (vehicle: string, callSign: string) =>
      `${vehicle} est avec ${callSign}${HARD}: choisissez-en un autre.`,
    equipment: 'Équipement',
    since: (time: string, lasted: string) => `En service depuis ${time}, ${lasted}`,
    settled: (count: number) =>
      count > 1 ? `${count} fiches traitées` : count === 1 ? '1 fiche traitée' : 'Aucune fiche traitée',
    change: 'Équipe et matériel',
    save: 'Enregistrer',
    handOver: 'Relève',
    handOverNote: 'Consigne pour l’équipe suivante (facultatif)',
    handOverKeeps: (count: number) =>
      count > 1
        ? `Les ${count} fiches en main passent à l’équipe suivante.`
        : count === 1
          ? 'La fiche en main passe à l’équipe suivante.'
          : 'Aucune fiche en main. L’indicatif reste en service.',
    handOverSay: 'Passer la relève',
    handedOver: (time: string) => `Relève passée à ${time}`,
    takenOver: (time: string) => `Relève prise à ${time}`,
    noNote: 'Sans consigne.',
    loading: 'Lecture de la consigne…',
    goneNote: 'La consigne n’est plus gardée.',
    read: 'Lu, prendre la relève',
    takeOver: 'Prendre la relève',
    end: 'Terminer le service',
    inHand: (count: number) =>
      count > 1
        ? `${count} fiches en main${HARD}: à terminer d’abord, ou à laisser par une relève.`
        : `1 fiche en main${HARD}: à terminer d’abord, ou à laisser par une relève.`,
    unsent: (count: number) =>
      count > 1
        ? `${count} actions pas encore transmises. Elles sont gardées ici et partiront d’abord, dans l’ordre.`
        : '1 action pas encore transmise. Elle est gardée ici et partira d’abord.',
    byRadio: 'Dit à la radio',
    toldByRadio: {
      come_on_duty: 'Prise de service',
      change_outfit: 'Équipe et matériel',
      hand_over: 'Relève passée',
      take_over: 'Relève prise',
    },
  },
  welfare: {
    title: 'SANS NOUVELLES',
    checks: 'Contacts à prendre',
    silentFor: (duration: string) => `sans nouvelles depuis ${duration}`,
    silent: (duration: string) => `Sans nouvelles depuis ${duration}`,
    at: (status: string, what: string) => `${status}, ${what}`,
    call: 'Appelez l’équipage à la radio, puis confirmez.',
    more: (count: number) => (count > 1 ? `et ${count} autres` : 'et 1 autre'),
    contacted: 'Contacté',
    contactedWho: (callSign: string) => `Contacté${HARD}: ${callSign}`,
    show: 'Voir',
  },
  retire: {
    button: 'Retirer cette tablette',
    question: `Retirer cette tablette${THIN}?`,
    text: 'Elle ne parlera plus pour personne. Seul un nouveau code, donné par un chef de salle, la ramène.',
  },
}

export type CrewsWords = typeof frCrews
