export const countryRows: readonly { country: string; continent: string; hemisphere: string; climate: string }[] = [{country:'FR',continent:'Europe',hemisphere:'northern',climate:'temperate'}]
