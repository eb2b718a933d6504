import { HARD, THIN } from '../../shared/typography.ts'

/** The map, closures and reach, in French. */
export const frMap = {
  map: {
    label: 'Plan de la ville',
    listHint: 'La file et le tableau des équipages disent la même chose en liste.',
    plan: 'Plan',
    districts: 'Quartiers',
    trails: `Traces 5${THIN}min`,
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    wholeCity: 'Toute la ville',
    fit: 'Cadrer la fiche et ses équipages',
    north: 'Le nord est en haut',
    measure: 'Mesurer une distance',
    measured: (length: string) => `Distance${HARD}: ${length}`,
    measureHint:
      'Cliquez les points sur le plan. Au clavier : flèches, Entrée, Retour arrière ; Échap termine.',
    measureFrom: 'Cliquez le premier point sur le plan. Au clavier : flèches, Entrée ; Échap termine.',
  },
  closure: {
    control: 'Fermer une rue',
    from: 'Cliquez le long de la rue à fermer. Au clavier : flèches, Entrée ; Échap quitte.',
    hint: 'Entrée ferme le tronçon. Pour une zone, cliquez le premier point ou Maj Entrée.',
    list: 'Rues fermées',
    empty: 'Aucune rue n’est fermée.',
    ends: { hour: `1${THIN}h`, two_hours: `2${THIN}h`, morning: `5${THIN}h du matin`, none: 'sans fin' },
    until: (time: string) => `jusqu’à ${time}`,
    noEnd: 'sans fin',
    by: (post: string) => `par ${post}`,
    show: (reason: string) => `Voir sur le plan${HARD}: ${reason}`,
    open: 'Rouvrir',
    openWhich: (reason: string) => `Rouvrir${HARD}: ${reason}`,
    stretch: 'Fermer ce tronçon',
    zone: 'Fermer cette zone',
    reason: 'Motif',
    reasons: ['travaux', 'accident', 'chute ou inondation', 'événement', 'danger'],
    end: 'Durée',
    forTicket: (reference: string) => `Pour la fiche ${reference}`,
    proposed: 'Entrée ferme ce tronçon. Pour un autre, cliquez le long de la rue, ou les flèches.',
    propose: 'Fermer la rue…',
    ofTicket: 'Rues fermées pour cette fiche',
    submit: 'Fermer',
  },
  reach: {
    control: 'Isochrones',
    leave: 'Effacer les isochrones',
    byCrew: (callSign: string) => `Atteint par ${callSign}`,
    byFree: (count: number) =>
      count > 1 ? `Atteint par ${count} équipages libres` : 'Atteint par les équipages libres',
    toTicket: (reference: string) => `Vers ${reference}, en voiture`,
    minutes: (minutes: number) => `${minutes}${THIN}min`,
    computing: 'Calcul en cours…',
    failed: `Le calcul n’a pas abouti. Nouvel essai dans 5${THIN}s.`,
    problem: {
      no_streets: `Les isochrones demandent les rues${HARD}: le moteur de trajet est indisponible.`,
      no_crew: 'Aucun équipage libre dont la position soit sûre.',
      no_position: 'Position de l’équipage inconnue.',
      stale_position: `Position de plus de 5${THIN}min${HARD}: non retenue.`,
      not_located: `Fiche à localiser${HARD}: elle n’a pas de place sur le plan.`,
      off_street: `Aucune rue à moins de 500${THIN}m.`,
    },
  },
}

export type MapWords = typeof frMap
